/** Whether the status page's intervals hold what a simulated community knows of itself. */
@NullMarked
package io.hedgerow.benchmarks.weeks;

import org.jspecify.annotations.NullMarked;
