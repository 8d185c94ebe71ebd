/** What users are told about restrictions, and their objections. */
@NullMarked
package io.hedgerow.review.appeal;

import org.jspecify.annotations.NullMarked;
