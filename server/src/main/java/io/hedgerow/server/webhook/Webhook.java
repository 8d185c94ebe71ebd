package io.hedgerow.server.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * An address of the product that wants to hear of what happens from its registration on.
 *
 * @param messages of which types
 */
record Webhook(String id, URI url, List<String> messages, Instant created, String createdBy) {
  Webhook {
    messages = List.copyOf(messages);
  }
}
