package io.hedgerow.engine.pack;

import io.hedgerow.engine.policy.Policy;
import io.hedgerow.engine.statement.StatementTemplates;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder of policy-as-code, read and structurally checked; its CEL is checked when an engine is
 * made from it.
 *
 * @param version hash of the content of its files, the same on every machine
 * @param actorFields what conditions can ask as {@code actor.NAME}
 * @param signals scores of {@code signals.yaml} and matches of banks, by the name conditions use
 * @param queues where cases wait for people, in the order in which they are asked to take one
 * @param statements the words in which users are told of restrictions
 * @param sources the files it was read from, path to text
 * @param lateness how much older than the newest event an event may be and still be counted
 */
public record Pack(
    String name,
    String description,
    List<String> owners,
    String version,
    Duration lateness,
    List<Field> actorFields,
    Map<String, EventType> eventTypes,
    Map<String, Policy> policies,
    Map<String, CounterDefinition> counters,
    Map<String, TrailDefinition> trails,
    Map<String, ListDefinition> lists,
    Map<String, SignalDefinition> signals,
    Map<String, BankDefinition> banks,
    List<QueueDefinition> queues,
    StatementTemplates statements,
    List<Rule> rules,
    List<PackTest> tests,
    Map<String, String> sources) {
  public Pack {
    owners = List.copyOf(owners);
    actorFields = List.copyOf(actorFields);
    queues = List.copyOf(queues);
    rules = List.copyOf(rules);
    tests = List.copyOf(tests);
    sources = Map.copyOf(sources);
  }

  /**
   * The pack with every rule live that is not retired, and every signal that is computed: for
   * trying out what its drafts, shadows and canaries would do. It keeps its version, as the files
   * are the same; never run it for real.
   */
  public Pack asLive() {
    List<Rule> live =
        rules.stream()
            .map(rule -> rule.stage() instanceof Stage.Retired ? rule : rule.in(Stage.LIVE))
            .toList();
    Map<String, SignalDefinition> effective = new LinkedHashMap<>();
    signals.forEach((key, signal) ->
        effective.put(key, signal.stage().evaluated() ? signal.in(Stage.LIVE) : signal));
    return with(counters, trails, effective, live);
  }

  /** The pack with other counters, trails and rules. */
  Pack with(
      Map<String, CounterDefinition> otherCounters,
      Map<String, TrailDefinition> otherTrails,
      List<Rule> otherRules) {
    return with(otherCounters, otherTrails, signals, otherRules);
  }

  private Pack with(
      Map<String, CounterDefinition> otherCounters,
      Map<String, TrailDefinition> otherTrails,
      Map<String, SignalDefinition> otherSignals,
      List<Rule> otherRules) {
    return new Pack(
        name,
        description,
        owners,
        version,
        lateness,
        actorFields,
        eventTypes,
        policies,
        otherCounters,
        otherTrails,
        lists,
        otherSignals,
        banks,
        queues,
        statements,
        otherRules,
        tests,
        sources);
  }
}
