/** HTTP API, console, security and wiring. */
@NullMarked
package io.hedgerow.server;

import org.jspecify.annotations.NullMarked;
