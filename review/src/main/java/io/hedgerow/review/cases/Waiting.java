package io.hedgerow.review.cases;

import java.time.Instant;
import java.util.Optional;

/**
 * A case as it stands in its queue, for whoever runs it.
 *
 * @param soon true when it comes before others because its time runs out
 * @param escalated when it was passed up to a lead
 * @param holder who has it before them
 * @param until when they lose it
 */
public record Waiting(
    ReviewCase item,
    boolean soon,
    Optional<Instant> escalated,
    Optional<String> holder,
    Optional<Instant> until) {}
