/** Texts to vectors: encoders, batching across callers, a cache by content. */
@NullMarked
package io.hedgerow.models.encoder;

import org.jspecify.annotations.NullMarked;
