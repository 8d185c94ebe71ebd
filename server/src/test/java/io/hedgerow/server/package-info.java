/** The server as its callers meet it: over HTTP, on a real PostgreSQL. */
@NullMarked
package io.hedgerow.server;

import org.jspecify.annotations.NullMarked;
