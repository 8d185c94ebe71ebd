package io.hedgerow.server.intake;

import io.hedgerow.engine.event.Event;
import java.util.concurrent.CompletableFuture;

/**
 * An event waiting for its answer.
 *
 * @param submitted nanoseconds, to measure how long the sender waits
 */
record Submission(
    Event event, String contentHash, long submitted, CompletableFuture<Answer> answer) {}
