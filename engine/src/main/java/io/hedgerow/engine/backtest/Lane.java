package io.hedgerow.engine.backtest;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.Engine;
import io.hedgerow.engine.OfflineLabels;
import io.hedgerow.engine.Signals;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.FiredRule;
import io.hedgerow.engine.decision.ProposedLabel;
import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.Rule;
import io.hedgerow.engine.pack.Stage;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One pack on its way through a backtest, with labels and counters of its own. */
final class Lane {
  private final CompiledPack pack;
  private final OfflineLabels labels = new OfflineLabels();
  private final Engine engine;
  private final Map<String, Count> rules = new LinkedHashMap<>();
  private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
  private final Map<String, Long> defects = new TreeMap<>();
  private final Map<String, Set<EntityId>> labelled = new TreeMap<>();
  private long review;

  Lane(CompiledPack pack, Signals signals) {
    this.pack = pack;
    engine = new Engine(pack, signals, labels);
    for (Rule rule : pack.pack().rules()) {
      if (rule.stage().evaluated()) {
        rules.put(rule.id(), new Count(rule.stage()));
      }
    }
  }

  /** What is counted of one rule. */
  private static final class Count {
    private final Stage stage;
    private final Set<EntityId> actors = new HashSet<>();
    private final Set<EntityId> entities = new HashSet<>();
    private long fired;
    private long effective;
    private long skipped;

    Count(Stage stage) {
      this.stage = stage;
    }

    RuleTally tally(String rule) {
      return new RuleTally(rule, stage, fired, effective, skipped, actors.size(), entities.size());
    }
  }

  Decision decide(Event event) {
    Decision decision = engine.decide(event);
    labels.apply(decision);
    verdicts.merge(decision.verdict(), 1L, Long::sum);
    review += decision.review() ? 1 : 0;
    decision.defects().forEach(defect -> defects.merge(defect.kind(), 1L, Long::sum));
    decision.fired().forEach(fired -> countFired(decision, fired));
    decision.skipped().forEach(skipped -> count(skipped.rule()).skipped++);
    decision.labels().forEach(this::countLabel);
    return decision;
  }

  private Count count(String rule) {
    return rules.computeIfAbsent(rule, _ -> new Count(Stage.LIVE));
  }

  private void countFired(Decision decision, FiredRule fired) {
    Count count = count(fired.rule());
    count.fired++;
    count.effective += fired.effective() ? 1 : 0;
    decision.actor().ifPresent(count.actors::add);
  }

  private void countLabel(ProposedLabel label) {
    count(label.rule()).entities.add(label.entity());
    if (label.effective()) {
      labelled.computeIfAbsent(label.policy(), _ -> new HashSet<>()).add(label.entity());
    }
  }

  String version() {
    return pack.version();
  }

  List<RuleTally> tallies() {
    return rules.entrySet().stream().map(rule -> rule.getValue().tally(rule.getKey())).toList();
  }

  Map<Verdict, Long> verdicts() {
    return Collections.unmodifiableMap(new EnumMap<>(verdicts));
  }

  Map<String, Long> defects() {
    return Collections.unmodifiableMap(new TreeMap<>(defects));
  }

  /** Entities with an effective label, by policy. */
  Map<String, Set<EntityId>> labelled() {
    return Collections.unmodifiableMap(labelled);
  }

  long review() {
    return review;
  }
}
