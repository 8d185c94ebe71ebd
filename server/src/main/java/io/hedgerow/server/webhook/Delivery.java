package io.hedgerow.server.webhook;

import java.net.URI;
import java.time.Instant;

/**
 * One change on its way to one webhook.
 *
 * @param attempts made so far, all failed
 * @param created when it was first due; giving up counts from here
 */
record Delivery(
    String webhook,
    URI url,
    byte[] secret,
    About about,
    long change,
    String entity,
    String body,
    int attempts,
    Instant created) {}
