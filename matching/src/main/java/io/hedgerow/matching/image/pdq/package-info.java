/** PDQ, the field's common perceptual hash. */
@NullMarked
package io.hedgerow.matching.image.pdq;

import org.jspecify.annotations.NullMarked;
