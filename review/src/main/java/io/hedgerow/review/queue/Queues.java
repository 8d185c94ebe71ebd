package io.hedgerow.review.queue;

import io.hedgerow.engine.condition.QueueCondition;
import io.hedgerow.engine.condition.QueueCondition.Facts;
import io.hedgerow.engine.pack.Diagnostics;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.QueueDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The queues of a pack, asked in order; what none of them takes waits in {@link #GENERAL}, and
 * objections wait in {@link #APPEALS}. Thread-safe.
 */
public final class Queues {
  /** Takes what no other queue takes. */
  public static final String GENERAL = "general";

  /** Takes every appeal, and nothing else; a pack may say how long its cases may wait. */
  public static final String APPEALS = "appeals";

  private final List<Queue> queues;

  private Queues(List<Queue> queues) {
    this.queues = List.copyOf(queues);
  }

  /**
   * One queue, ready to be asked.
   *
   * @param granted true when only an explicit grant lets a reviewer work it
   */
  public record Queue(
      String name,
      String title,
      Optional<Duration> due,
      boolean granted,
      Optional<QueueDefinition> definition,
      Optional<QueueCondition> when) {
    boolean takes(Facts facts) {
      return definition
          .filter(_ -> !name.equals(APPEALS))
          .filter(d ->
              anyOr(d.policies(), facts.policy())
                  && anyOr(d.kinds(), facts.kind())
                  && anyOr(d.events(), facts.event())
                  && anyOr(d.languages(), facts.language())
                  && facts.severity() >= d.minimumSeverity())
          .filter(_ -> when.isEmpty() || when.get().holds(facts))
          .isPresent();
    }

    /** How long a case about that policy may wait here. */
    public Optional<Duration> due(String policy) {
      return definition.map(d -> d.due(policy)).orElse(due);
    }

    private static boolean anyOr(List<String> wanted, String value) {
      return wanted.isEmpty() || wanted.contains(value);
    }
  }

  /** Those of a pack whose CEL was checked when it was activated. */
  public static Queues of(Pack pack) {
    List<Queue> queues = new ArrayList<>();
    for (QueueDefinition definition : pack.queues()) {
      queues.add(
          new Queue(
              definition.name(),
              definition.title(),
              definition.due(),
              definition.granted(),
              Optional.of(definition),
              definition.when().flatMap(w -> QueueCondition.compile(w, new Diagnostics()))));
    }
    if (queues.stream().noneMatch(queue -> queue.name().equals(APPEALS))) {
      queues.add(plain(APPEALS, "Appeals", Optional.of(Duration.ofDays(7))));
    }
    queues.add(plain(GENERAL, "General", Optional.empty()));
    return new Queues(queues);
  }

  private static Queue plain(String name, String title, Optional<Duration> due) {
    return new Queue(name, title, due, false, Optional.empty(), Optional.empty());
  }

  /** All, in the order they are asked. */
  public List<Queue> list() {
    return queues;
  }

  public Optional<Queue> find(String name) {
    return queues.stream().filter(queue -> queue.name().equals(name)).findFirst();
  }

  /** The first that takes the case. */
  public Queue route(Facts facts) {
    return queues.stream()
        .filter(queue -> queue.takes(facts))
        .findFirst()
        .orElseGet(queues::getLast);
  }

  /**
   * The queues somebody may work: those they chose, or all, without the ones that need a grant they
   * do not have.
   */
  public List<String> open(List<String> chosen, Set<String> grants) {
    return queues.stream()
        .filter(queue -> chosen.isEmpty() || chosen.contains(queue.name()))
        .filter(queue -> !queue.granted() || grants.contains(queue.name()))
        .map(Queue::name)
        .collect(Collectors.toList());
  }
}
