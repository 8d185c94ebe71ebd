/** The same rules over the same events, in Hedgerow and in its peers. */
@NullMarked
package io.hedgerow.benchmarks.rules;

import org.jspecify.annotations.NullMarked;
