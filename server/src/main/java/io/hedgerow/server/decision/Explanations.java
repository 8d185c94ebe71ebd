package io.hedgerow.server.decision;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.Engine;
import io.hedgerow.engine.LabelView;
import io.hedgerow.engine.Signals;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.DecisionJson;
import io.hedgerow.engine.decision.RuleTrace;
import io.hedgerow.engine.event.Event;
import io.hedgerow.server.pack.PackShelf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what every rule saw in a decided event: re-creates the traces from the event, the signals
 * its decision recorded, and the pack version it was decided under. Thread-safe.
 */
public final class Explanations {
  private static final int KEPT = 4;

  private final PackShelf shelf;
  private final Map<String, Engine> engines =
      new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Engine> eldest) {
          return size() > KEPT;
        }
      };

  public Explanations(PackShelf shelf) {
    this.shelf = shelf;
  }

  /** One trace for each rule of the event's type; empty when the pack is no longer known. */
  public synchronized List<RuleTrace> explain(Event event, Decision decision) {
    return engine(decision.packVersion())
        .map(engine -> engine.explain(event, decision))
        .orElse(List.of());
  }

  /** The same as a value tree for answers. */
  public List<Map<String, Object>> rules(Event event, Decision decision) {
    return explain(event, decision).stream()
        .map(trace ->
            members(
                "rule", trace.rule(),
                "stage", trace.stage().word(),
                "outcome", trace.outcome(),
                "trace", DecisionJson.trace(trace.trace())))
        .toList();
  }

  private Optional<Engine> engine(String version) {
    Engine known = engines.get(version);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<CompiledPack> pack = shelf.compile(version);
    pack.ifPresent(
        compiled -> engines.put(version, new Engine(compiled, Signals.NONE, LabelView.NONE)));
    return pack.map(_ -> engines.get(version));
  }
}
