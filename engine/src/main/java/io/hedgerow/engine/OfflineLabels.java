package io.hedgerow.engine;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.ProposedLabel;
import io.hedgerow.engine.event.EntityId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Labels without a ledger: what a run over files has proposed so far. As with the ledger, the
 * effective labels of one event are visible from the next event on.
 */
public final class OfflineLabels implements LabelView {
  private record Key(EntityId entity, String policy) {}

  private final Map<Key, Instant> until = new HashMap<>();

  /** Makes a decision's effective labels visible. */
  public void apply(Decision decision) {
    for (ProposedLabel label : decision.labels()) {
      if (label.effective()) {
        Instant end = label.lasts().map(decision.time()::plus).orElse(Instant.MAX);
        until.merge(new Key(label.entity(), label.policy()), end, (a, b) -> a.isAfter(b) ? a : b);
      }
    }
  }

  @Override
  public boolean hasLabel(EntityId entity, String policy, Instant at) {
    return until.getOrDefault(new Key(entity, policy), Instant.MIN).isAfter(at);
  }
}
