package io.hedgerow.engine;

import io.hedgerow.engine.CompiledPack.CompiledRule;
import io.hedgerow.engine.CompiledPack.TypePlan;
import io.hedgerow.engine.compiler.RuleUnit;
import io.hedgerow.engine.compiler.RuleUnit.PartOutline;
import io.hedgerow.engine.condition.ConditionPart;
import io.hedgerow.engine.pack.CounterDefinition;
import io.hedgerow.engine.pack.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What an engine does with events of one type, for showing.
 *
 * @param feeds counters the event is added to, in order
 * @param rules evaluated rules, in order
 * @param shared sub-conditions and calls that more than one rule has, most shared first; plain
 *     names are left out, as each is read at most once an event anyway
 * @param filters what rules out rules before they are evaluated, in the order tried now
 */
public record PlanOutline(
    String eventType,
    List<Feed> feeds,
    List<PlannedRule> rules,
    List<SharedPart> shared,
    List<RuleUnit.FilterOutline> filters) {
  private static final Pattern NAME = Pattern.compile("[a-z]+\\.[A-Za-z0-9_]+");

  public PlanOutline {
    feeds = List.copyOf(feeds);
    rules = List.copyOf(rules);
    shared = List.copyOf(shared);
    filters = List.copyOf(filters);
  }

  /**
   * A counter the event is added to.
   *
   * @param readHere rules on this event type whose condition reads it
   * @param readAnywhere false when no condition of the pack does: unless a reason shows it, it then
   *     only costs
   */
  public record Feed(CounterDefinition counter, List<String> readHere, boolean readAnywhere) {
    public Feed {
      readHere = List.copyOf(readHere);
    }
  }

  /**
   * A rule and what it looks at.
   *
   * @param parts its conjuncts, in the order they are tried; the first that fails ends it
   * @param signals what it reads beside the event: {@code counter.NAME} and so on
   */
  public record PlannedRule(
      String rule, Stage stage, List<PlannedPart> parts, Set<String> signals) {
    public PlannedRule {
      parts = List.copyOf(parts);
      signals = new TreeSet<>(signals);
    }
  }

  /**
   * A conjunct of a rule.
   *
   * @param nanos it costs, estimated; empty when the interpreter evaluates it
   */
  public record PlannedPart(String expression, OptionalLong nanos) {}

  /** A part of a condition, and the rules that have it. */
  public record SharedPart(String expression, List<String> rules) {
    public SharedPart {
      rules = List.copyOf(rules);
    }
  }

  /** The plan for an event type; empty when the pack does not know it. */
  public static Optional<PlanOutline> of(CompiledPack pack, String eventType) {
    return pack.plan(eventType)
        .map(plan ->
            new PlanOutline(
                eventType,
                feeds(pack, plan),
                IntStream.range(0, plan.rules().size()).mapToObj(i -> planned(plan, i)).toList(),
                shared(plan),
                plan.unit().filters()));
  }

  private static PlannedRule planned(TypePlan plan, int index) {
    CompiledRule rule = plan.rules().get(index);
    return new PlannedRule(
        rule.rule().id(),
        rule.rule().stage(),
        parts(rule.when().outline().conjuncts(), plan.unit().parts(index)),
        rule.when().signals());
  }

  private static List<PlannedPart> parts(List<ConditionPart> written, List<PartOutline> tried) {
    return tried.isEmpty()
        ? written.stream()
            .map(part -> new PlannedPart(part.expression(), OptionalLong.empty()))
            .toList()
        : tried.stream()
            .map(part ->
                new PlannedPart(
                    written.get(part.position()).expression(), OptionalLong.of(part.nanos())))
            .toList();
  }

  /** Conjuncts in the order in which they are tried; an interpreted rule's as written. */
  static <T> List<T> tried(List<T> written, List<PartOutline> tried) {
    return tried.isEmpty()
        ? written
        : tried.stream().map(part -> written.get(part.position())).toList();
  }

  private static List<Feed> feeds(CompiledPack pack, TypePlan plan) {
    return plan.feeds().stream()
        .map(counter -> {
          String name = "counter." + counter.definition().name();
          boolean anywhere =
              pack.pack().eventTypes().keySet().stream()
                  .flatMap(type -> pack.plan(type).stream())
                  .anyMatch(other -> !readers(other, name).isEmpty());
          return new Feed(counter.definition(), readers(plan, name), anywhere);
        })
        .toList();
  }

  private static List<String> readers(TypePlan plan, String counter) {
    return plan.rules().stream()
        .filter(rule -> rule.when().signals().contains(counter))
        .map(rule -> rule.rule().id())
        .toList();
  }

  private static List<SharedPart> shared(TypePlan plan) {
    Map<String, Set<String>> rules = new LinkedHashMap<>();
    for (CompiledRule rule : plan.rules()) {
      collect(rule.when().outline(), rule.rule().id(), rules);
    }
    List<SharedPart> shared = new ArrayList<>();
    rules.forEach((part, users) -> {
      if (users.size() > 1) {
        shared.add(new SharedPart(part, List.copyOf(users)));
      }
    });
    shared.sort((a, b) -> Integer.compare(b.rules().size(), a.rules().size()));
    return shared;
  }

  private static void collect(ConditionPart part, String rule, Map<String, Set<String>> rules) {
    if (!NAME.matcher(part.expression()).matches()) {
      rules.computeIfAbsent(part.expression(), _ -> new LinkedHashSet<>()).add(rule);
    }
    part.parts().forEach(inner -> collect(inner, rule, rules));
  }
}
