package io.hedgerow.engine;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.hedgerow.engine.CompiledPack.CompiledCounter;
import io.hedgerow.engine.CompiledPack.CompiledLabel;
import io.hedgerow.engine.CompiledPack.CompiledRule;
import io.hedgerow.engine.CompiledPack.CompiledTrail;
import io.hedgerow.engine.CompiledPack.TrailUse;
import io.hedgerow.engine.CompiledPack.TypePlan;
import io.hedgerow.engine.CompiledPack.Value;
import io.hedgerow.engine.compiler.RuleUnit;
import io.hedgerow.engine.condition.Bindings;
import io.hedgerow.engine.condition.Checked;
import io.hedgerow.engine.condition.Condition;
import io.hedgerow.engine.condition.ConditionCompiler;
import io.hedgerow.engine.condition.Names;
import io.hedgerow.engine.condition.QueueCondition;
import io.hedgerow.engine.condition.ReasonTemplate;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.condition.ValueExpression;
import io.hedgerow.engine.counter.CounterSpec;
import io.hedgerow.engine.counter.KeyHash;
import io.hedgerow.engine.pack.CounterDefinition;
import io.hedgerow.engine.pack.Diagnostics;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.Expression;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.Rule;
import io.hedgerow.engine.pack.Rule.RuleLabel;
import io.hedgerow.engine.pack.Rule.Target;
import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.engine.pack.TrailDefinition;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.engine.trail.TrailSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Makes a plan for each event type, and collects everything wrong on the way. */
final class PackCompiler {
  private static final int NONE = -1;
  private static final List<CelType> KEYS = List.of(SimpleType.STRING, SimpleType.INT);
  private static final List<CelType> NUMBERS = List.of(SimpleType.INT, SimpleType.DOUBLE);

  private final Pack pack;
  private final Diagnostics diagnostics;
  private final Scope.Lists lists;
  private final Bindings bindings = new Bindings();

  PackCompiler(Pack pack) {
    this.pack = pack;
    this.diagnostics = new Diagnostics(pack);
    this.lists = Scope.Lists.of(pack.lists().values());
  }

  PackCompilation compile() {
    Map<String, TypePlan> plans = new HashMap<>();
    pack.eventTypes().forEach((name, type) -> plan(type).ifPresent(plan -> plans.put(name, plan)));
    pack.queues()
        .forEach(queue -> queue.when().ifPresent(w -> QueueCondition.compile(w, diagnostics)));
    if (diagnostics.anyError()) {
      return new PackCompilation.Failed(diagnostics.list());
    }
    List<CounterSpec> counters = pack.counters().values().stream().map(PackCompiler::spec).toList();
    List<TrailSpec> trails = pack.trails().values().stream().map(this::spec).toList();
    return new PackCompilation.Compiled(new CompiledPack(pack, plans, counters, trails, lists));
  }

  private static CounterSpec spec(CounterDefinition counter) {
    return new CounterSpec(
        counter.name(), counter.aggregation(), counter.window(), KeyHash.of(counter.content()));
  }

  private TrailSpec spec(TrailDefinition trail) {
    return new TrailSpec(
        trail.name(),
        trail.window(),
        trail.limit(),
        KeyHash.of(trail.content()),
        takers(trail.name()));
  }

  /** The labels that take from a trail, in pack order. */
  private List<String> takers(String trail) {
    return pack.rules().stream()
        .flatMap(rule ->
            rule.labels().stream()
                .filter(label -> label.target().equals(new Target.Trail(trail)))
                .map(label -> taker(rule, label)))
        .distinct()
        .toList();
  }

  private static String taker(Rule rule, RuleLabel label) {
    return rule.id() + " " + label.policy();
  }

  private Optional<TypePlan> plan(EventType type) {
    ConditionCompiler compiler = new ConditionCompiler(pack, type, diagnostics);
    compiler.prepare(expressions(type));
    ConditionCompiler silent = compiler.silent();
    List<CheckedCounter> counters = new ArrayList<>();
    int index = 0;
    for (CounterDefinition counter : pack.counters().values()) {
      boolean fed = counter.on().contains(type.name());
      counter(index, counter, fed ? compiler : silent, fed).ifPresent(counters::add);
      index++;
    }
    List<CheckedTrail> trails = trails(type, compiler, silent);
    Set<String> readable = new HashSet<>();
    counters.forEach(counter -> readable.add("counter." + counter.definition().name()));
    trails.forEach(trail -> readable.add("trail." + trail.definition().name()));
    List<CheckedRule> rules = new ArrayList<>();
    for (Rule rule : pack.rules()) {
      if (rule.on().contains(type.name())) {
        rule(rule, type, compiler, readable).ifPresent(rules::add);
      }
    }
    return diagnostics.anyError()
        ? Optional.empty()
        : Optional.of(plan(type, compiler.names(), counters, trails, rules));
  }

  private List<CheckedTrail> trails(
      EventType type, ConditionCompiler compiler, ConditionCompiler silent) {
    List<CheckedTrail> trails = new ArrayList<>();
    int index = 0;
    for (TrailDefinition trail : pack.trails().values()) {
      boolean fed = trail.on().contains(type.name());
      ConditionCompiler asked = fed ? compiler : silent;
      Optional<ValueExpression> key =
          asked.value(trail.key(), KEYS, "the key of trail `" + trail.name() + "`");
      Optional<Condition> where = fed ? trail.where().flatMap(asked::condition) : Optional.empty();
      if (key.isPresent()) {
        trails.add(new CheckedTrail(index, trail, key.get(), fed, where));
      }
      index++;
    }
    return trails;
  }

  /** Everything that will be asked for on an event type. */
  private List<Expression> expressions(EventType type) {
    List<Expression> all = new ArrayList<>();
    for (CounterDefinition counter : pack.counters().values()) {
      all.add(counter.key());
      if (counter.on().contains(type.name())) {
        all.add(counter.value());
        counter.where().ifPresent(all::add);
      }
    }
    for (TrailDefinition trail : pack.trails().values()) {
      all.add(trail.key());
      if (trail.on().contains(type.name())) {
        trail.where().ifPresent(all::add);
      }
    }
    for (Rule rule : pack.rules()) {
      if (rule.on().contains(type.name())) {
        all.add(rule.when());
        all.addAll(ReasonTemplate.expressions(rule.reason()));
      }
    }
    return all;
  }

  private TypePlan plan(
      EventType type,
      Names names,
      List<CheckedCounter> checked,
      List<CheckedTrail> checkedTrails,
      List<CheckedRule> rules) {
    List<Checked> values = new ArrayList<>();
    List<CounterPlaces> places = checked.stream().map(c -> CounterPlaces.of(c, values)).toList();
    List<TrailPlaces> trailPlaces =
        checkedTrails.stream().map(t -> TrailPlaces.of(t, values)).toList();
    RuleUnit unit =
        RuleUnit.compile(
            names, lists, bindings, rules.stream().map(CheckedRule::when).toList(), values);
    Map<String, CompiledTrail> trails = new LinkedHashMap<>();
    trailPlaces.forEach(t -> trails.put(t.trail().definition().name(), t.compiled(unit)));
    List<CompiledCounter> counters = places.stream().map(place -> place.compiled(unit)).toList();
    Map<String, CompiledCounter> readable = new HashMap<>();
    counters.forEach(counter -> readable.put(counter.definition().name(), counter));
    return new TypePlan(
        type,
        names,
        counters.stream().filter(CompiledCounter::fed).toList(),
        Map.copyOf(readable),
        checkedTrails.stream()
            .filter(CheckedTrail::fed)
            .flatMap(trail -> Optional.ofNullable(trails.get(trail.definition().name())).stream())
            .toList(),
        rules.stream().map(rule -> compiled(rule, trails)).toList(),
        unit);
  }

  private CompiledRule compiled(CheckedRule checked, Map<String, CompiledTrail> trails) {
    List<CompiledLabel> labels = new ArrayList<>();
    for (CheckedLabel label : checked.labels()) {
      Optional<TrailUse> use =
          label.label().target() instanceof Target.Trail(String name)
              ? Optional.ofNullable(trails.get(name))
                  .map(trail ->
                      new TrailUse(
                          trail, takers(name).indexOf(taker(checked.rule(), label.label()))))
              : Optional.empty();
      labels.add(new CompiledLabel(label.label(), label.id(), use, isUnsure(label.label())));
    }
    return new CompiledRule(
        checked.rule(),
        checked.when(),
        List.copyOf(labels),
        checked.reason(),
        costly(checked.when()));
  }

  /** A rule whose expressions are checked for one event type. */
  private record CheckedRule(
      Rule rule, Condition when, List<CheckedLabel> labels, ReasonTemplate reason) {}

  private record CheckedLabel(RuleLabel label, Optional<ValueExpression> id) {}

  /**
   * A trail whose expressions are checked for one event type.
   *
   * @param fed false when the type leaves nothing on it, and rules only take from it
   */
  private record CheckedTrail(
      int index,
      TrailDefinition definition,
      ValueExpression key,
      boolean fed,
      Optional<Condition> where) {}

  /** Where a trail's expressions stand among the values of a unit. */
  private record TrailPlaces(CheckedTrail trail, int key, int where) {

    static TrailPlaces of(CheckedTrail trail, List<Checked> values) {
      return new TrailPlaces(
          trail,
          CounterPlaces.add(values, trail.key().checked()),
          trail.where().map(where -> CounterPlaces.add(values, where.checked())).orElse(NONE));
    }

    CompiledTrail compiled(RuleUnit unit) {
      return new CompiledTrail(
          trail.index(),
          trail.definition(),
          new Value(unit, key),
          where == NONE ? Optional.empty() : Optional.of(new Value(unit, where)));
    }
  }

  /** A counter whose expressions are checked for one event type. */
  private record CheckedCounter(
      int index,
      CounterDefinition definition,
      ValueExpression key,
      Optional<ValueExpression> value,
      Optional<Condition> where) {}

  /** Where a counter's expressions stand among the values of a unit. */
  private record CounterPlaces(CheckedCounter counter, int key, int value, int where) {

    static CounterPlaces of(CheckedCounter counter, List<Checked> values) {
      return new CounterPlaces(
          counter,
          add(values, counter.key().checked()),
          counter.value().map(value -> add(values, value.checked())).orElse(NONE),
          counter.where().map(where -> add(values, where.checked())).orElse(NONE));
    }

    private static int add(List<Checked> values, Checked value) {
      values.add(value);
      return values.size() - 1;
    }

    CompiledCounter compiled(RuleUnit unit) {
      return new CompiledCounter(
          counter.index(),
          counter.definition(),
          new Value(unit, key),
          value == NONE ? Optional.empty() : Optional.of(new Value(unit, value)),
          where == NONE ? Optional.empty() : Optional.of(new Value(unit, where)));
    }
  }

  private Optional<CheckedCounter> counter(
      int index, CounterDefinition counter, ConditionCompiler compiler, boolean fed) {
    Optional<ValueExpression> key =
        compiler.value(counter.key(), KEYS, "the key of counter `" + counter.name() + "`");
    Optional<ValueExpression> value = fed ? value(counter, compiler) : Optional.empty();
    Optional<Condition> where =
        fed ? counter.where().flatMap(compiler::condition) : Optional.empty();
    return key.map(k -> new CheckedCounter(index, counter, k, value, where));
  }

  private static Optional<ValueExpression> value(
      CounterDefinition counter, ConditionCompiler compiler) {
    return switch (counter.aggregation()) {
      case SUM, MIN, MAX ->
          compiler.value(
              counter.value(), NUMBERS, "what counter `" + counter.name() + "` aggregates");
      case COUNT, DISTINCT, FIRST_SEEN, LAST_SEEN, ENTROPY, TOP_SHARE ->
          compiler.value(counter.value());
    };
  }

  /** Draft and retired rules are checked like the others, and left out of the plan. */
  private Optional<CheckedRule> rule(
      Rule rule, EventType type, ConditionCompiler compiler, Set<String> readable) {
    Optional<Condition> when = compiler.condition(rule.when());
    when.ifPresent(condition -> checkCounters(rule, type, condition, readable));
    List<CheckedLabel> labels = new ArrayList<>();
    for (RuleLabel label : rule.labels()) {
      labels.add(new CheckedLabel(label, id(label, compiler)));
      checkTrail(rule, label, type, readable);
    }
    ReasonTemplate reason = ReasonTemplate.compile(rule.reason(), compiler, diagnostics);
    return when.filter(_ -> rule.stage().evaluated())
        .map(condition -> new CheckedRule(rule, condition, List.copyOf(labels), reason));
  }

  private boolean isUnsure(RuleLabel label) {
    Policy policy = pack.policies().get(label.policy());
    return policy != null && label.confidence() < policy.enforcement().minimumConfidence();
  }

  private List<SignalDefinition> costly(Condition condition) {
    return condition.signals().stream()
        .sorted()
        .map(pack.signals()::get)
        .filter(Objects::nonNull)
        .toList();
  }

  private static Optional<ValueExpression> id(RuleLabel label, ConditionCompiler compiler) {
    return switch (label.target()) {
      case Target.Computed computed -> compiler.value(computed.id(), KEYS, "an entity's id");
      case Target.Subject _, Target.Actor _, Target.Trail _ -> Optional.empty();
    };
  }

  private void checkTrail(Rule rule, RuleLabel label, EventType type, Set<String> readable) {
    if (label.target() instanceof Target.Trail(String name)
        && pack.trails().containsKey(name)
        && !readable.contains("trail." + name)) {
      TrailDefinition trail = pack.trails().get(name);
      diagnostics.error(
          rule.span(),
          "trail `" + name + "` cannot be followed on `" + type.name() + "`",
          "its key `" + trail.key().source().strip() + "` does not fit that event type");
    }
  }

  private void checkCounters(Rule rule, EventType type, Condition condition, Set<String> readable) {
    for (String signal : condition.signals()) {
      String name = signal.startsWith("counter.") ? signal.substring("counter.".length()) : "";
      CounterDefinition counter = pack.counters().get(name);
      if (counter != null && !readable.contains(signal)) {
        diagnostics.error(
            rule.when().span(),
            "counter `" + name + "` cannot be read on `" + type.name() + "`",
            "its key `" + counter.key().source().strip() + "` does not fit that event type");
      }
    }
  }
}
