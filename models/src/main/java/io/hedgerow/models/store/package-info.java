/** Pinned model files: where they come from, what they must be, where they are kept. */
@NullMarked
package io.hedgerow.models.store;

import org.jspecify.annotations.NullMarked;
