package io.hedgerow.server.console;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.PlanOutline;
import io.hedgerow.engine.PlanOutline.PlannedRule;
import io.hedgerow.engine.pack.CounterDefinition;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.Rule;
import io.hedgerow.engine.pack.Rule.RuleLabel;
import io.hedgerow.engine.pack.Rule.Target;
import io.hedgerow.engine.pack.TrailDefinition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What hangs on what in a pack, from its checked conditions: names in a text or a comment are no
 * signals, and drafts and retired rules read nothing.
 */
final class PackOutlines {
  private PackOutlines() {}

  /** Something that flows into something else. */
  record Edge(String from, String to) {}

  /** Where something stands: what happens, what is known of it, who looks, what may be broken. */
  static int column(Pack pack, String node) {
    if (node.startsWith("policy ")) {
      return 3;
    }
    if (node.startsWith("rule ")) {
      return 2;
    }
    return pack.eventTypes().containsKey(node) ? 0 : 1;
  }

  /** The signals that each evaluated rule reads on any of its event types. */
  static Map<String, Set<String>> signals(CompiledPack pack) {
    Map<String, Set<String>> signals = new TreeMap<>();
    for (String type : pack.pack().eventTypes().keySet()) {
      for (PlannedRule rule : planned(pack, type)) {
        signals.computeIfAbsent(rule.rule(), _ -> new TreeSet<>()).addAll(rule.signals());
      }
    }
    return signals;
  }

  private static List<PlannedRule> planned(CompiledPack pack, String type) {
    return PlanOutline.of(pack, type).map(PlanOutline::rules).orElse(List.of());
  }

  /**
   * From event types to the counters and trails they feed, from those and other signals to the
   * rules that read them, and from rules to the policies they label. What nobody reads is left out.
   */
  static List<Edge> edges(CompiledPack compiled) {
    Pack pack = compiled.pack();
    Map<String, Set<String>> signals = signals(compiled);
    Set<Edge> edges = new LinkedHashSet<>();
    for (Rule rule : pack.rules()) {
      String node = "rule " + rule.id();
      Set<String> read = new TreeSet<>(signals.getOrDefault(rule.id(), Set.of()));
      rule.labels().stream()
          .map(RuleLabel::target)
          .forEach(target -> {
            if (target instanceof Target.Trail(String name)) {
              read.add("trail." + name);
            }
          });
      read.forEach(signal -> edges.add(new Edge(signal, node)));
      rule.labels().forEach(label -> edges.add(new Edge(node, "policy " + label.policy())));
      if (read.isEmpty()) {
        rule.on().forEach(type -> edges.add(new Edge(type, node)));
      }
      read.forEach(
          signal -> feeders(pack, signal, rule).forEach(f -> edges.add(new Edge(f, signal))));
    }
    return List.copyOf(edges);
  }

  /** The event types a signal comes from: those that feed it, or those of the rule that asks. */
  private static List<String> feeders(Pack pack, String signal, Rule rule) {
    String name = signal.substring(signal.indexOf('.') + 1);
    if (signal.startsWith("counter.")) {
      CounterDefinition counter = pack.counters().get(name);
      return counter == null ? List.of() : counter.on();
    }
    if (signal.startsWith("trail.")) {
      TrailDefinition trail = pack.trails().get(name);
      return trail == null ? List.of() : trail.on();
    }
    return signal.startsWith("list.") ? List.of() : rule.on();
  }
}
