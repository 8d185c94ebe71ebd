/** Precision and recall of decisions from audit samples. */
@NullMarked
package io.hedgerow.measurement.quality;

import org.jspecify.annotations.NullMarked;
