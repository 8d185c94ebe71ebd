package io.hedgerow.ledger.enforcement;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.ledger.enforcement.Ranking.SourceName;
import io.hedgerow.ledger.label.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long what a machine or a user says acts, however long the label itself lasts: what a model
 * said last year is no judgement of today. What is not named does not grow old, and what people
 * decided never does: else a cleared thing would be taken down again by the calendar.
 *
 * @param kinds by kind of source; above zero
 * @param sources by single source; goes before its kind
 */
public record Freshness(Map<SourceKind, Duration> kinds, Map<SourceName, Duration> sources) {
  /** Nothing grows old. */
  public static final Freshness NONE = new Freshness(Map.of(), Map.of());

  public Freshness {
    kinds = Map.copyOf(kinds);
    sources = Map.copyOf(sources);
    Stream.concat(kinds.entrySet().stream(), sources.entrySet().stream())
        .filter(entry -> !entry.getValue().isPositive())
        .findFirst()
        .ifPresent(entry -> {
          throw new IllegalArgumentException(
              "freshness of " + entry.getKey() + " must be above zero, was " + entry.getValue());
        });
    Stream.concat(kinds.keySet().stream(), sources.keySet().stream().map(SourceName::kind))
        .filter(SourceKind::human)
        .findFirst()
        .ifPresent(kind -> {
          throw new IllegalArgumentException("what people decided does not grow old: " + kind);
        });
  }

  /** When the label is too old to act; empty when it never is. */
  Optional<Instant> end(Label label) {
    return Optional.ofNullable(sources.get(Ranking.name(label.source())))
        .or(() -> Optional.ofNullable(kinds.get(label.source().kind())))
        .map(label.created()::plus);
  }
}
