package io.hedgerow.ledger.quota;

import io.hedgerow.engine.event.EntityId;
import java.time.Instant;
import java.util.Optional;

/**
 * A label that a rule proposed after its breaker had tripped. It has no effect and is not lost: a
 * person releases or discards it.
 *
 * @param sequence of the decision that proposed it
 * @param version of the pack
 * @param outcome {@code released} or {@code discarded}; empty while it waits
 */
public record Parked(
    long id,
    long sequence,
    EntityId entity,
    String policy,
    String rule,
    String version,
    double confidence,
    String reason,
    Optional<Instant> expires,
    Instant created,
    Optional<String> outcome) {}
