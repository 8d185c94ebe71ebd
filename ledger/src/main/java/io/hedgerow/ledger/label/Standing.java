package io.hedgerow.ledger.label;

import io.hedgerow.ledger.label.Label.Says.Negates;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which of an entity's labels count. */
public final class Standing {
  private Standing() {}

  /**
   * The judgements that no standing negation takes back, in the order they were written, expired or
   * not. A negation can itself be negated: what it took back then stands again.
   *
   * @param labels of one entity, in any order
   */
  public static List<Label> judgements(List<Label> labels) {
    Set<Long> negated = negated(labels);
    return labels.stream()
        .filter(label -> !(label.says() instanceof Negates) && !negated.contains(label.id()))
        .sorted(Comparator.comparingLong(Label::id))
        .toList();
  }

  /** The labels, negations among them, that a standing negation takes back. */
  public static Set<Long> negated(List<Label> labels) {
    Set<Long> negated = new HashSet<>();
    for (Label label : labels.stream().sorted(NEWEST_FIRST).toList()) {
      if (label.says() instanceof Negates(long target) && !negated.contains(label.id())) {
        negated.add(target);
      }
    }
    return negated;
  }

  /** The judgements that count at that time. */
  public static List<Label> at(List<Label> labels, Instant at) {
    return judgements(labels).stream().filter(label -> label.unexpired(at)).toList();
  }

  /** A negation is always written after what it negates, so it is met first. */
  private static final Comparator<Label> NEWEST_FIRST =
      Comparator.comparingLong(Label::id).reversed();
}
