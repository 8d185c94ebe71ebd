package io.hedgerow.cli.decide;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.Engine;
import io.hedgerow.engine.OfflineLabels;
import io.hedgerow.engine.Signals;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.DecisionJson;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** A pack run over events without a ledger: labels and repeats are remembered in memory. */
public final class OfflineRun {
  private static final int REMEMBERED = 100_000;

  private final OfflineLabels labels = new OfflineLabels();
  private final Engine engine;
  private final RunSummary summary = new RunSummary();
  private final Map<EventKey, Decided> recent =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<EventKey, Decided> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Without scores and matches. */
  public OfflineRun(CompiledPack pack) {
    this(pack, Signals.NONE);
  }

  public OfflineRun(CompiledPack pack, Signals signals) {
    engine = new Engine(pack, signals, labels);
  }

  /** A decision and its JSON. */
  public record Decided(Decision decision, String json) {}

  /** Decides an event, or gives a repeated one its first decision again. */
  public Decided decide(Event event) {
    Decided known = recent.get(event.key());
    if (known != null) {
      summary.repeat();
      return known;
    }
    Decision decision = engine.decide(event);
    labels.apply(decision);
    summary.count(decision);
    Decided decided = new Decided(decision, DecisionJson.write(decision));
    recent.put(event.key(), decided);
    return decided;
  }

  public RunSummary summary() {
    return summary;
  }
}
