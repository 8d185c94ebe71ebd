/** Simulations of how often the intervals hold what they promise. */
@NullMarked
package io.hedgerow.measurement.coverage;

import org.jspecify.annotations.NullMarked;
