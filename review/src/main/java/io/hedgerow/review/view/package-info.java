/** Who was shown what, and how the audit chain covers it. */
@NullMarked
package io.hedgerow.review.view;

import org.jspecify.annotations.NullMarked;
