/** Cases, decisions of people, statements and appeals over HTTP. */
@NullMarked
package io.hedgerow.server.review;

import org.jspecify.annotations.NullMarked;
