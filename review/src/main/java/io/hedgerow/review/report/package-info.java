/** Reports by users, and how far their reporters are believed. */
@NullMarked
package io.hedgerow.review.report;

import org.jspecify.annotations.NullMarked;
