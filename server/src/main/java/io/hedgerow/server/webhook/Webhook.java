package io.hedgerow.server.webhook;

import java.net.URI;
import java.time.Instant;

/**
 * An address of the product that wants to hear of every change of enforcement from its registration
 * on.
 */
record Webhook(String id, URI url, Instant created, String createdBy) {}
