package io.hedgerow.engine.pack;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A counter as written in {@code counters.yaml}.
 *
 * @param on event types that feed it
 * @param key CEL expression whose value names what is counted by; absent means not counted
 * @param aggregation what is kept
 * @param value CEL expression that is aggregated
 * @param where CEL condition; the event is counted only when it holds
 * @param window 1 minute to 30 days
 */
public record CounterDefinition(
    String name,
    List<String> on,
    Expression key,
    Aggregation aggregation,
    Expression value,
    Optional<Expression> where,
    Duration window,
    SourceSpan span) {
  public CounterDefinition {
    on = List.copyOf(on);
  }

  /** Everything that decides which values the counter holds, as text. */
  public String content() {
    return String.join(
        "\n",
        String.join(",", on),
        key.source().strip(),
        value.source().strip(),
        where.map(w -> w.source().strip()).orElse(""));
  }

  /** What a counter keeps of the values in its window. */
  public enum Aggregation {
    COUNT,
    DISTINCT,
    SUM,
    MIN,
    MAX,
    FIRST_SEEN,
    LAST_SEEN,
    /** Shannon entropy of the values, in bits. */
    ENTROPY,
    /** Share of the most frequent value, (0, 1]. */
    TOP_SHARE
  }
}
