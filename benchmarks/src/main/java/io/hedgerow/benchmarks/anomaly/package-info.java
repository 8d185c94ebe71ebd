/** Detectors of anomalies on the Numenta Anomaly Benchmark. */
@NullMarked
package io.hedgerow.benchmarks.anomaly;

import org.jspecify.annotations.NullMarked;
