/** What happened, and to whom. */
@NullMarked
package io.hedgerow.engine.event;

import org.jspecify.annotations.NullMarked;
