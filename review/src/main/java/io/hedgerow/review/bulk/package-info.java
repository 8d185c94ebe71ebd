/** One judgement of many entities at once, with a preview before it and one undo after it. */
@NullMarked
package io.hedgerow.review.bulk;

import org.jspecify.annotations.NullMarked;
