package io.hedgerow.ledger;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.ledger.decision.DecisionList;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.ledger.label.CurrentLabels;
import io.hedgerow.ledger.label.LabelTable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/** Kept events once more through an engine, so that it knows what it knew. Writes nothing. */
final class Replay {
  private static final int PAGE = 1_000;

  private final Jdbi jdbi;

  Replay(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** As {@link Ledger#replay}. */
  long run(long after, CurrentLabels labels, Function<StoredDecision, Decision> engine) {
    long last = after;
    for (List<StoredDecision> page = page(last); !page.isEmpty(); page = page(last)) {
      long first = last + 1;
      long end = page.getLast().sequence();
      Map<Long, List<CurrentLabels.Announced>> visible =
          jdbi.withHandle(handle -> new LabelTable(handle).visibleBefore(first, end));
      for (StoredDecision stored : page) {
        visible.getOrDefault(stored.sequence(), List.of()).forEach(labels::replay);
        labels.decided(engine.apply(stored));
      }
      last = end;
    }
    jdbi.withHandle(handle -> new LabelTable(handle).unseen()).forEach(labels::announce);
    return last;
  }

  private List<StoredDecision> page(long after) {
    return jdbi.withHandle(handle -> DecisionList.after(handle, after, PAGE));
  }

  /** As {@link Ledger#labelsAsOf}. */
  CurrentLabels labelsAsOf(long sequence) {
    CurrentLabels then = new CurrentLabels();
    jdbi.useTransaction(handle -> new LabelTable(handle).load(then, sequence));
    return then;
  }
}
