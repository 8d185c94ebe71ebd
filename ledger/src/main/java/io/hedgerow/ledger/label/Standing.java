package io.hedgerow.ledger.label;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.ledger.label.Label.Says.Negates;
import io.hedgerow.ledger.label.Label.Says.Violates;
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
        .map(label -> sinceWhatItReplaced(label, labels))
        .sorted(Comparator.comparingLong(Label::id))
        .toList();
  }

  /**
   * A violation that an appeal put in the place of others dates from the first of them: whoever
   * objects must not serve longer, nor bear a strike longer, for having objected.
   */
  private static Label sinceWhatItReplaced(Label label, List<Label> labels) {
    if (label.source().kind() != SourceKind.APPEAL || !(label.says() instanceof Violates)) {
      return label;
    }
    Set<Long> replaced = new HashSet<>();
    for (Label other : labels) {
      if (other.says() instanceof Negates(long target)
          && other.batch().isPresent()
          && other.batch().equals(label.batch())) {
        replaced.add(target);
      }
    }
    return labels.stream()
        .filter(other -> replaced.contains(other.id()) && other.says() instanceof Violates)
        .map(Label::created)
        .min(Instant::compareTo)
        .map(label::dated)
        .orElse(label);
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
