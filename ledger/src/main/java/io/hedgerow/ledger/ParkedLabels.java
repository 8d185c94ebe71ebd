package io.hedgerow.ledger;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.ledger.quota.Parked;
import io.hedgerow.ledger.quota.QuotaTable;
import java.time.Duration;
import java.util.List;

/** Ends the waiting of labels that a rule proposed over its quota. */
record ParkedLabels(Turn turn, String author) {

  /**
   * The labels to write: what was parked when it is released, else none.
   *
   * @throws WriteRefused when none of them waits
   */
  List<LabelWrite> settle(List<Long> parked, boolean release) {
    QuotaTable table = new QuotaTable(turn.handle());
    List<Parked> claimed = table.claim(parked);
    if (claimed.isEmpty()) {
      throw new WriteRefused(WriteRefused.Reason.NOT_FOUND, "none of these parked labels waits");
    }
    table.settle(
        claimed.stream().map(Parked::id).toList(),
        release ? "released" : "discarded",
        author,
        turn.now());
    return release ? claimed.stream().map(ParkedLabels::released).toList() : List.of();
  }

  private static LabelWrite released(Parked parked) {
    return new LabelWrite(
        parked.entity(),
        parked.policy(),
        Label.VIOLATES,
        new Source(SourceKind.RULE, parked.rule(), parked.version()),
        parked.confidence(),
        parked.reason(),
        parked
            .expires()
            .map(expires -> Duration.between(parked.created(), expires))
            .filter(lasts -> lasts.isPositive()));
  }
}
