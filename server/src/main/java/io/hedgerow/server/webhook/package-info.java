/** Telling the product what changed: signed, in order per entity, until it says yes. */
@NullMarked
package io.hedgerow.server.webhook;

import org.jspecify.annotations.NullMarked;
