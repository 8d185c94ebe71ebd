package io.hedgerow.engine.pack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A queue of cases, from {@code queues.yaml}: which cases wait in it, how long they may, and who
 * may work it. A case goes into the first queue that takes it.
 *
 * @param title for people to read
 * @param policies it takes; empty means any
 * @param languages it takes, ISO 639; empty means any
 * @param kinds of entity it takes; empty means any
 * @param events by which the content came, that is, the surface; empty means any
 * @param minimumSeverity of the policy, 1 to 5
 * @param when CEL over {@code case.*} that must hold too
 * @param due how long a case may wait; empty means no limit
 * @param clocks how long a case about that policy may wait, where it is not {@code due}
 * @param granted true when only reviewers with an explicit grant may work it
 */
public record QueueDefinition(
    String name,
    String title,
    List<String> policies,
    List<String> languages,
    List<String> kinds,
    List<String> events,
    int minimumSeverity,
    Optional<Expression> when,
    Optional<Duration> due,
    Map<String, Duration> clocks,
    boolean granted,
    SourceSpan span) {
  public QueueDefinition {
    policies = List.copyOf(policies);
    languages = List.copyOf(languages);
    kinds = List.copyOf(kinds);
    events = List.copyOf(events);
    clocks = Map.copyOf(clocks);
  }

  /** How long a case about that policy may wait here. */
  public Optional<Duration> due(String policy) {
    return Optional.ofNullable(clocks.get(policy)).or(() -> due);
  }
}
