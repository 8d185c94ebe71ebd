/** What text classifiers reach on open evaluation data, beside a naive baseline. */
@NullMarked
package io.hedgerow.benchmarks.text;

import org.jspecify.annotations.NullMarked;
