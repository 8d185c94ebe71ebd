/** Scores that are probabilities, and how far from that they are. */
@NullMarked
package io.hedgerow.models.calibration;

import org.jspecify.annotations.NullMarked;
