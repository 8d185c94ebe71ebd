/** Heads: what turns an embedding into a score, from a policy's text, a few labels or many. */
@NullMarked
package io.hedgerow.models.head;

import org.jspecify.annotations.NullMarked;
