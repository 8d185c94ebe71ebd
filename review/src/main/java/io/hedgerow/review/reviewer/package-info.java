/** Who may work on what, and how much of it they have seen today. */
@NullMarked
package io.hedgerow.review.reviewer;

import org.jspecify.annotations.NullMarked;
