/** A signature that survives crops, frames, captions, turns and small rotations. */
@NullMarked
package io.hedgerow.matching.image.signature;

import org.jspecify.annotations.NullMarked;
