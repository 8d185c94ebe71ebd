/** The one way in: events are decided by one engine thread and acknowledged after commit. */
@NullMarked
package io.hedgerow.server.intake;

import org.jspecify.annotations.NullMarked;
