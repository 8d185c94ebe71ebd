/** People: what waits for them, what they decide, and what users hear of it. */
@NullMarked
package io.hedgerow.review;

import org.jspecify.annotations.NullMarked;
