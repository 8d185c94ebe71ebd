package io.hedgerow.ledger.label;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.ledger.label.Label.Says.Clears;
import io.hedgerow.ledger.label.Label.Says.Violates;
import java.time.Duration;
import java.util.List;

/**
 * What a person's judgement covers: what was known when it was given, not all that will ever happen
 * ({@code docs/decisions/0065-what-a-clearance-covers.md}). Pure; all labels are judgements on one
 * policy and one entity that stand, expired or not.
 */
public final class Coverage {
  /**
   * Where content cannot tell, as of an account, what rules and models say is taken for what the
   * person knew for so long after: else a rule that fires on every event would ask as often.
   */
  public static final Duration REST = Duration.ofDays(1);

  private Coverage() {}

  /**
   * Without the appeals whose matter has moved on: a reviewer judged something new since. Judged by
   * an appeal and unchanged, it is nobody else's to judge again.
   */
  public static List<Label> settled(List<Label> judgements) {
    return judgements.stream()
        .filter(label -> label.source().kind() != SourceKind.APPEAL || !movedOn(label, judgements))
        .toList();
  }

  private static boolean movedOn(Label appeal, List<Label> judgements) {
    return judgements.stream()
        .filter(later -> later.source().kind() == SourceKind.REVIEWER && later.id() > appeal.id())
        .anyMatch(later -> otherContent(appeal, later) || heardBetween(appeal, later, judgements));
  }

  private static boolean heardBetween(Label appeal, Label later, List<Label> judgements) {
    return judgements.stream()
        .anyMatch(heard ->
            heard.id() < later.id()
                && heard.says() instanceof Violates
                && !heard.source().kind().human()
                && !covers(appeal, heard));
  }

  /** True when a machine or a user says something that no person cleared it of. */
  public static boolean asksAgain(List<Label> judgements) {
    return judgements.stream()
        .anyMatch(label ->
            label.says() instanceof Violates
                && !label.source().kind().human()
                && uncovered(label, judgements));
  }

  /** True when no person's clearance among them covers what a machine or a user says. */
  public static boolean uncovered(Label heard, List<Label> judgements) {
    return judgements.stream()
        .noneMatch(label ->
            label.says() instanceof Clears
                && label.source().kind().human()
                && covers(label, heard));
  }

  /**
   * True when the person knew what the other says: it had been said, or it is said of the same
   * content. What a bank or another user says later is news whatever the content.
   *
   * @param heard by a machine or a user
   */
  static boolean covers(Label person, Label heard) {
    if (heard.id() < person.id()) {
      return true;
    }
    if (heard.source().kind() == SourceKind.HASH || heard.source().kind() == SourceKind.REPORT) {
      return false;
    }
    return heard.content().isPresent() && person.content().isPresent()
        ? heard.content().equals(person.content())
        : heard.created().isBefore(person.created().plus(REST));
  }

  private static boolean otherContent(Label one, Label other) {
    return one.content().isPresent()
        && other.content().isPresent()
        && !one.content().equals(other.content());
  }
}
