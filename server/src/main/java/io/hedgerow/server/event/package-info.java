/** The route that takes events. */
@NullMarked
package io.hedgerow.server.event;

import org.jspecify.annotations.NullMarked;
