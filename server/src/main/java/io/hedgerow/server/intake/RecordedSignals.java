package io.hedgerow.server.intake;

import io.hedgerow.engine.Signals;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.pack.SignalDefinition;
import java.util.Map;
import java.util.Optional;

/**
 * Signals as decisions recorded them while events are replayed, and live ones afterwards: banks and
 * models have changed since, and what was decided must not. Used by one thread at a time.
 */
final class RecordedSignals implements Signals {
  private final Signals live;
  private Optional<Map<String, Object>> recorded = Optional.of(Map.of());

  RecordedSignals(Signals live) {
    this.live = live;
  }

  /** From now on answers what this decision saw. */
  void replay(Decision decision) {
    recorded = Optional.of(decision.signals());
  }

  /** From now on answers what is so now. */
  void live() {
    recorded = Optional.empty();
  }

  @Override
  public Optional<Object> find(SignalDefinition signal, Object input) {
    if (recorded.isEmpty()) {
      return live.find(signal, input);
    }
    return Optional.ofNullable(recorded.get().get(signal.reference()));
  }
}
