/** Tests of the simulated queue. */
@NullMarked
package io.hedgerow.review.simulation;

import org.jspecify.annotations.NullMarked;
