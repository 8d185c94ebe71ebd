/** How fast term lists are searched, beside other ways. */
@NullMarked
package io.hedgerow.benchmarks.terms;

import org.jspecify.annotations.NullMarked;
