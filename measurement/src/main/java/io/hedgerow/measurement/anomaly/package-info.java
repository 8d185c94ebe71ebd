/** Counts that are higher than their hour of the week explains, and values that stray. */
@NullMarked
package io.hedgerow.measurement.anomaly;

import org.jspecify.annotations.NullMarked;
