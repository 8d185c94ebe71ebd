/** Which cases wait where. */
@NullMarked
package io.hedgerow.review.queue;

import org.jspecify.annotations.NullMarked;
