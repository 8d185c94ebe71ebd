/** {@code hedgerow hash}: perceptual hashes of pictures and what they match. */
@NullMarked
package io.hedgerow.cli.hash;

import org.jspecify.annotations.NullMarked;
