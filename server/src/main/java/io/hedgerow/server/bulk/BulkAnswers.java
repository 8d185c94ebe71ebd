package io.hedgerow.server.bulk;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.pack.DurationText;
import io.hedgerow.review.bulk.BulkAction;
import io.hedgerow.review.bulk.BulkAction.Problem;
import io.hedgerow.review.bulk.BulkActions.Entry;
import io.hedgerow.review.bulk.BulkActions.Outcome;
import io.hedgerow.review.bulk.Judgement;
import io.hedgerow.review.bulk.Preview;
import io.hedgerow.review.bulk.Preview.Move;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How bulk actions read as JSON, and how their refusals read. */
public final class BulkAnswers {
  private BulkAnswers() {}

  /** How it stands, or the refusal that names what to do. */
  public static Outcome.Stands stands(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Stands stands -> stands;
      case Outcome.Refused refused ->
          throw Refusal.of(type(refused), refused.message())
              .with("problems", refused.problems().stream().map(BulkAnswers::problem).toList());
    };
  }

  private static ProblemType type(Outcome.Refused refused) {
    return switch (refused.why()) {
      case UNKNOWN -> ProblemType.NOT_FOUND;
      case INVALID -> ProblemType.INVALID;
      case CONFLICT -> ProblemType.CONFLICT;
      case SAME_PERSON -> ProblemType.FORBIDDEN;
    };
  }

  private static Map<String, Object> problem(Problem problem) {
    return members("line", problem.line(), "message", problem.message());
  }

  static Map<String, Object> action(BulkAction action, int alone) {
    Judgement judgement = action.judgement();
    Map<String, Object> tree =
        members(
            "id", action.id(),
            "state", action.state().word(),
            "policy", judgement.policy(),
            "says", judgement.violates() ? "violates" : "clears",
            "reason", judgement.reason(),
            "lasts", judgement.lasts().map(DurationText::write),
            "origin", action.origin(),
            "author", action.author(),
            "created", action.created().toString(),
            "entities", (long) action.entities(),
            "repeated", (long) action.repeated(),
            "refused", (long) action.refused(),
            "problems", action.problems().stream().map(BulkAnswers::problem).toList(),
            "through", (long) action.position(),
            "needs_second", action.entities() > alone);
    tree.putAll(
        members(
            "starter", action.starter(),
            "starts", action.starts().map(Instant::toString),
            "approver", action.approver(),
            "stopped", action.stopped()));
    return tree;
  }

  static Map<String, Object> preview(Preview preview) {
    return members(
        "looked", (long) preview.looked(),
        "unknown", (long) preview.unknown(),
        "unchanged", (long) preview.unchanged(),
        "entities", moves(preview.entities()),
        "accounts", moves(preview.accounts()));
  }

  private static List<Map<String, Object>> moves(List<Move> moves) {
    return moves.stream()
        .map(m -> members("before", m.before(), "after", m.after(), "count", (long) m.count()))
        .toList();
  }

  static Map<String, Object> entry(Entry entry) {
    return members(
        "number", (long) entry.number(),
        "entity", entry.entity().toString(),
        "known", entry.known(),
        "before", entry.before(),
        "after", entry.after());
  }

  /**
   * A judgement as somebody sent it.
   *
   * @param lasts such as {@code 7d}
   */
  public static Judgement judgement(
      String policy, String says, String reason, Optional<String> lasts) {
    if (!says.equals("violates") && !says.equals("clears")) {
      throw Refusal.at(ProblemType.INVALID, "says", "it says `violates` or `clears`");
    }
    try {
      return new Judgement(
          policy,
          says.equals("violates"),
          reason,
          lasts.map(text ->
              DurationText.parse(text)
                  .orElseThrow(() ->
                      Refusal.at(
                          ProblemType.INVALID, "lasts", "`lasts` must be a duration such as 7d"))));
    } catch (IllegalArgumentException wrong) {
      throw Refusal.of(ProblemType.INVALID, String.valueOf(wrong.getMessage()));
    }
  }
}
