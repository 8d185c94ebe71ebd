/**
 * Golden cases, second looks, calibration and audit samples: whether people and sources are right.
 */
@NullMarked
package io.hedgerow.review.quality;

import org.jspecify.annotations.NullMarked;
