/** From bytes of unknown origin to pixels, or to a named error. */
@NullMarked
package io.hedgerow.matching.image.decode;

import org.jspecify.annotations.NullMarked;
