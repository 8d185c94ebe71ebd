/** Work that goes on beside the events. */
@NullMarked
package io.hedgerow.server.pace;

import org.jspecify.annotations.NullMarked;
