package io.hedgerow.engine;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.hedgerow.engine.CompiledPack.CompiledCounter;
import io.hedgerow.engine.CompiledPack.CompiledLabel;
import io.hedgerow.engine.CompiledPack.CompiledRule;
import io.hedgerow.engine.CompiledPack.TypePlan;
import io.hedgerow.engine.condition.Condition;
import io.hedgerow.engine.condition.ConditionCompiler;
import io.hedgerow.engine.condition.ReasonTemplate;
import io.hedgerow.engine.condition.ValueExpression;
import io.hedgerow.engine.counter.CounterSpec;
import io.hedgerow.engine.counter.KeyHash;
import io.hedgerow.engine.pack.CounterDefinition;
import io.hedgerow.engine.pack.Diagnostics;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.Rule;
import io.hedgerow.engine.pack.Rule.RuleLabel;
import io.hedgerow.engine.pack.Rule.Target;
import io.hedgerow.engine.pack.SignalDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes a plan for each event type, and collects everything wrong on the way. */
final class PackCompiler {
  private static final List<CelType> KEYS = List.of(SimpleType.STRING, SimpleType.INT);
  private static final List<CelType> NUMBERS = List.of(SimpleType.INT, SimpleType.DOUBLE);

  private final Pack pack;
  private final Diagnostics diagnostics;

  PackCompiler(Pack pack) {
    this.pack = pack;
    this.diagnostics = new Diagnostics(pack);
  }

  PackCompilation compile() {
    Map<String, TypePlan> plans = new HashMap<>();
    pack.eventTypes().forEach((name, type) -> plans.put(name, plan(type)));
    if (diagnostics.anyError()) {
      return new PackCompilation.Failed(diagnostics.list());
    }
    List<CounterSpec> counters = pack.counters().values().stream().map(PackCompiler::spec).toList();
    return new PackCompilation.Compiled(new CompiledPack(pack, plans, counters));
  }

  private static CounterSpec spec(CounterDefinition counter) {
    return new CounterSpec(
        counter.name(), counter.aggregation(), counter.window(), KeyHash.of(counter.content()));
  }

  private TypePlan plan(EventType type) {
    ConditionCompiler compiler = new ConditionCompiler(pack, type, diagnostics);
    ConditionCompiler silent = new ConditionCompiler(pack, type, new Diagnostics());
    List<CompiledCounter> feeds = new ArrayList<>();
    Map<String, CompiledCounter> readable = new HashMap<>();
    int index = 0;
    for (CounterDefinition counter : pack.counters().values()) {
      boolean fed = counter.on().contains(type.name());
      counter(index, counter, fed ? compiler : silent, fed)
          .ifPresent(compiled -> {
            readable.put(counter.name(), compiled);
            if (fed) {
              feeds.add(compiled);
            }
          });
      index++;
    }
    List<CompiledRule> rules = new ArrayList<>();
    for (Rule rule : pack.rules()) {
      if (rule.on().contains(type.name())) {
        rule(rule, type, compiler, readable).ifPresent(rules::add);
      }
    }
    return new TypePlan(type, List.copyOf(feeds), Map.copyOf(readable), List.copyOf(rules));
  }

  private Optional<CompiledCounter> counter(
      int index, CounterDefinition counter, ConditionCompiler compiler, boolean fed) {
    Optional<ValueExpression> key =
        compiler.value(counter.key(), KEYS, "the key of counter `" + counter.name() + "`");
    Optional<ValueExpression> value = fed ? value(counter, compiler) : Optional.empty();
    Optional<Condition> where =
        fed ? counter.where().flatMap(compiler::condition) : Optional.empty();
    return key.map(k -> new CompiledCounter(index, counter, k, value, where));
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
  private Optional<CompiledRule> rule(
      Rule rule,
      EventType type,
      ConditionCompiler compiler,
      Map<String, CompiledCounter> readable) {
    Optional<Condition> when = compiler.condition(rule.when());
    when.ifPresent(condition -> checkCounters(rule, type, condition, readable));
    List<CompiledLabel> labels = new ArrayList<>();
    for (RuleLabel label : rule.labels()) {
      labels.add(new CompiledLabel(label, id(label, compiler)));
    }
    ReasonTemplate reason = ReasonTemplate.compile(rule.reason(), compiler, diagnostics);
    return when.filter(_ -> rule.stage().evaluated())
        .map(condition ->
            new CompiledRule(rule, condition, List.copyOf(labels), reason, costly(condition)));
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
      case Target.Subject _, Target.Actor _ -> Optional.empty();
    };
  }

  private void checkCounters(
      Rule rule, EventType type, Condition condition, Map<String, CompiledCounter> readable) {
    for (String signal : condition.signals()) {
      String name = signal.startsWith("counter.") ? signal.substring("counter.".length()) : "";
      CounterDefinition counter = pack.counters().get(name);
      if (counter != null && !readable.containsKey(name)) {
        diagnostics.error(
            rule.when().span(),
            "counter `" + name + "` cannot be read on `" + type.name() + "`",
            "its key `" + counter.key().source().strip() + "` does not fit that event type");
      }
    }
  }
}
