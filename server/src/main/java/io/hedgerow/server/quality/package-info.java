/** Whether people agree and are right, over HTTP, and the numbers behind the pages about it. */
@NullMarked
package io.hedgerow.server.quality;

import org.jspecify.annotations.NullMarked;
