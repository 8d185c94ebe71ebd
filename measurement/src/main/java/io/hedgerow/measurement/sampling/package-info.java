/** Sampling designs and the inclusion probabilities that travel with every draw. */
@NullMarked
package io.hedgerow.measurement.sampling;

import org.jspecify.annotations.NullMarked;
