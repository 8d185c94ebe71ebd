package io.hedgerow.engine.backtest;

import io.hedgerow.engine.backtest.VerdictChange.Sample;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.event.EntityId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects what differs between two packs, event by event. */
final class Changes {
  private static final Comparator<Turn> MILDEST_FIRST =
      Comparator.comparing(Turn::from).thenComparing(Turn::to);

  private final int samples;
  private final Map<Turn, Group> groups = new TreeMap<>(MILDEST_FIRST);

  Changes(int samples) {
    this.samples = samples;
  }

  private record Turn(Verdict from, Verdict to) {}

  private static final class Group {
    private final List<Sample> samples = new ArrayList<>();
    private long events;
  }

  void note(Decision before, Decision after) {
    if (before.verdict() != after.verdict()) {
      Turn turn = new Turn(before.verdict(), after.verdict());
      Group group = groups.computeIfAbsent(turn, _ -> new Group());
      group.events++;
      if (group.samples.size() < samples) {
        group.samples.add(new Sample(before, after));
      }
    }
  }

  Comparison compare(Lane before, Lane after) {
    return new Comparison(
        before.version(),
        before.review(),
        after.review(),
        groups.entrySet().stream().map(e -> verdict(e.getKey(), e.getValue())).toList(),
        rules(before.tallies(), after.tallies()),
        policies(before.labelled(), after.labelled()));
  }

  private static VerdictChange verdict(Turn turn, Group group) {
    return new VerdictChange(turn.from(), turn.to(), group.events, group.samples);
  }

  private static List<RuleChange> rules(List<RuleTally> before, List<RuleTally> after) {
    Map<String, RuleChange> changes = new LinkedHashMap<>();
    Map<String, RuleTally> old = new LinkedHashMap<>();
    before.forEach(tally -> old.put(tally.rule(), tally));
    for (RuleTally tally : after) {
      Optional<RuleTally> was = Optional.ofNullable(old.remove(tally.rule()));
      changes.put(tally.rule(), new RuleChange(tally.rule(), was, Optional.of(tally)));
    }
    old.forEach((rule, tally) ->
        changes.put(rule, new RuleChange(rule, Optional.of(tally), Optional.empty())));
    return List.copyOf(changes.values());
  }

  private static List<PolicyChange> policies(
      Map<String, Set<EntityId>> before, Map<String, Set<EntityId>> after) {
    Set<String> policies = new TreeSet<>(before.keySet());
    policies.addAll(after.keySet());
    return policies.stream()
        .map(policy ->
            policy(
                policy,
                before.getOrDefault(policy, Set.of()),
                after.getOrDefault(policy, Set.of())))
        .toList();
  }

  private static PolicyChange policy(String id, Set<EntityId> before, Set<EntityId> after) {
    int kept = (int) before.stream().filter(after::contains).count();
    return new PolicyChange(
        id, before.size(), after.size(), after.size() - kept, before.size() - kept);
  }
}
