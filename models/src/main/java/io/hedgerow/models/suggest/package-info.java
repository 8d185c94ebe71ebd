/** Which texts people should label next, and which labels they should look at again. */
@NullMarked
package io.hedgerow.models.suggest;

import org.jspecify.annotations.NullMarked;
