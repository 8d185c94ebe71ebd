/** Tests of reporter trust. */
@NullMarked
package io.hedgerow.review.report;

import org.jspecify.annotations.NullMarked;
