/** Cases: what waits for people, who works on it, and what they decide. */
@NullMarked
package io.hedgerow.review.cases;

import org.jspecify.annotations.NullMarked;
