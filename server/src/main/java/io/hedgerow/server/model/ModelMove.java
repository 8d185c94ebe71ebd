package io.hedgerow.server.model;

import java.time.Instant;

/**
 * That a model was put somewhere.
 *
 * @param model SHA-256 of its file
 * @param percent of texts that a canary answers for; 100 when live, 0 otherwise
 */
public record ModelMove(
    String model, ModelStage stage, int percent, Instant at, String author, String reason) {}
