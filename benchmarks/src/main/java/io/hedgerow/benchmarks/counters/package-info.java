/** How fast counters count, and what a key costs. */
@NullMarked
package io.hedgerow.benchmarks.counters;

import org.jspecify.annotations.NullMarked;
