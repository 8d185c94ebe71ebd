/** Thresholds that keep a promise, or the labels that are missing for one. */
@NullMarked
package io.hedgerow.models.threshold;

import org.jspecify.annotations.NullMarked;
