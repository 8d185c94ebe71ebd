/** Tests of the module as a whole, against a real PostgreSQL. */
@NullMarked
package io.hedgerow.review;

import org.jspecify.annotations.NullMarked;
