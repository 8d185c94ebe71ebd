package io.hedgerow.engine.pack;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A trail as written in {@code trails.yaml}: which entities recent events were about, by a key. A
 * rule that fires late can label them.
 *
 * @param on event types that leave something on it
 * @param key CEL expression whose value names whose trail it is; absent means nothing is left
 * @param keep what of an event is left
 * @param where CEL condition; something is left only when it holds
 * @param window how far back it reaches, 1 minute to 30 days
 * @param limit entities a key may have; the ones left first go first
 */
public record TrailDefinition(
    String name,
    List<String> on,
    Expression key,
    Keep keep,
    Optional<Expression> where,
    Duration window,
    int limit,
    SourceSpan span) {
  public TrailDefinition {
    on = List.copyOf(on);
  }

  /** Which entity of an event is left on the trail. */
  public enum Keep {
    SUBJECT,
    ACTOR
  }

  /** Everything that decides what is on the trail, as text. */
  public String content() {
    return String.join(
        "\n",
        String.join(",", on),
        key.source().strip(),
        keep.name(),
        where.map(w -> w.source().strip()).orElse(""));
  }
}
