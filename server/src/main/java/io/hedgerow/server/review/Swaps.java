package io.hedgerow.server.review;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.review.cases.ContentChange;
import io.hedgerow.review.cases.Ruled;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How it reads that content was changed while a reviewer had it. */
public final class Swaps {
  private Swaps() {}

  /** The refusal of a decision on what is no longer there. */
  public static Refusal refusal(Ruled.Swapped swapped) {
    return Refusal.of(
            ProblemType.CONTENT_CHANGED,
            words(swapped.changes())
                + " while you had the case; nothing was decided: decide on what is there now")
        .with("seen", swapped.seen())
        .with("changed", tree(swapped.changes()));
  }

  /** {@code title and text changed}. */
  public static String words(List<ContentChange> changes) {
    return changes.isEmpty()
        ? "what it says changed and changed back"
        : changes.stream().map(ContentChange::field).collect(Collectors.joining(" and "))
            + " changed";
  }

  static List<Map<String, Object>> tree(List<ContentChange> changes) {
    return changes.stream()
        .map(change ->
            members("field", change.field(), "before", change.before(), "after", change.after()))
        .toList();
  }
}
