package io.hedgerow.server.intake;

import io.hedgerow.engine.decision.DecisionId;
import io.hedgerow.ledger.decision.StoredDecision;

/** What senders get who send an event again. */
final class Repeats {
  private Repeats() {}

  /** Waits with whoever sent it first. */
  static void join(Submission repeat, Submission first) {
    if (!repeat.contentHash().equals(first.contentHash())) {
      conflict(repeat);
      return;
    }
    first
        .answer()
        .thenAccept(answer ->
            repeat
                .answer()
                .complete(
                    switch (answer) {
                      case Answer.Decided decided ->
                          new Answer.Decided(
                              decided.event(), decided.decision(), true, decided.took());
                      case Answer.Conflict _, Answer.NotKept _, Answer.Stopped _ -> answer;
                    }));
  }

  /** Gets the decision that is kept. */
  static void answer(Submission repeat, StoredDecision stored) {
    if (repeat.contentHash().equals(stored.contentHash())) {
      repeat
          .answer()
          .complete(new Answer.Decided(stored.event(), stored.decision(), true, stored.took()));
    } else {
      conflict(repeat);
    }
  }

  private static void conflict(Submission submission) {
    submission.answer().complete(new Answer.Conflict(DecisionId.of(submission.event().key())));
  }
}
