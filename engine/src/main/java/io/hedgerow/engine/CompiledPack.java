package io.hedgerow.engine;

import io.hedgerow.engine.compiler.RuleUnit;
import io.hedgerow.engine.condition.Condition;
import io.hedgerow.engine.condition.Names;
import io.hedgerow.engine.condition.ReasonTemplate;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.condition.ValueExpression;
import io.hedgerow.engine.counter.CounterSpec;
import io.hedgerow.engine.counter.KeyHash;
import io.hedgerow.engine.pack.CounterDefinition;
import io.hedgerow.engine.pack.Diagnostic;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.PackLoader;
import io.hedgerow.engine.pack.PackLoading;
import io.hedgerow.engine.pack.Rule;
import io.hedgerow.engine.pack.Rule.RuleLabel;
import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.engine.pack.TrailDefinition;
import io.hedgerow.engine.trail.TrailSpec;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A pack whose every expression is type-checked and ready to run: one plan for each event type.
 * Immutable; conditions keep caches, so an instance belongs to one engine thread at a time.
 */
public final class CompiledPack {
  private final Pack pack;
  private final Map<String, TypePlan> plans;
  private final List<CounterSpec> counters;
  private final List<TrailSpec> trails;
  private final Scope.Lists lists;

  CompiledPack(
      Pack pack,
      Map<String, TypePlan> plans,
      List<CounterSpec> counters,
      List<TrailSpec> trails,
      Scope.Lists lists) {
    this.pack = pack;
    this.plans = Map.copyOf(plans);
    this.counters = List.copyOf(counters);
    this.trails = List.copyOf(trails);
    this.lists = lists;
  }

  /**
   * What is done with events of one type.
   *
   * @param trails that events of the type leave something on
   * @param unit evaluates conditions of rules by their place in {@code rules}, and the values that
   *     counters name
   */
  record TypePlan(
      EventType type,
      Names names,
      List<CompiledCounter> feeds,
      Map<String, CompiledCounter> readable,
      List<CompiledTrail> trails,
      List<CompiledRule> rules,
      RuleUnit unit) {}

  /**
   * @param index in {@code Counters}
   * @param value what is aggregated; empty where the type does not feed the counter
   * @param where has a truth value; the event is counted only when it is true
   */
  record CompiledCounter(
      int index,
      CounterDefinition definition,
      Value key,
      Optional<Value> value,
      Optional<Value> where) {
    boolean fed() {
      return value.isPresent();
    }
  }

  /**
   * @param index in {@code Trails}
   * @param where has a truth value; something is left only when it is true
   */
  record CompiledTrail(int index, TrailDefinition definition, Value key, Optional<Value> where) {}

  /**
   * A label's trail.
   *
   * @param taker the label's place among those that take from the trail
   */
  record TrailUse(CompiledTrail trail, int taker) {}

  /** A compiled expression of the event: the slot of a scope that it is read from. */
  record Value(int slot, Names.Storage storage) {
    Value(RuleUnit unit, int place) {
      this(unit.valueSlot(place), unit.valueStorage(place));
    }

    /** Whether the event has it. */
    boolean isIn(Scope scope) {
      return scope.state(slot) == Scope.PRESENT;
    }

    /** The hash that counters know it by; it must be there. */
    long hash(Scope scope) {
      return storage == Names.Storage.TEXT
          ? scope.textHash(slot)
          : KeyHash.of(String.valueOf(scope.boxed(slot, storage)));
    }
  }

  /**
   * @param costly the scores and matches its condition names: it has no more effect than they
   */
  record CompiledRule(
      Rule rule,
      Condition when,
      List<CompiledLabel> labels,
      ReasonTemplate reason,
      List<SignalDefinition> costly) {}

  /**
   * @param id for labels on a computed entity
   * @param trail for labels on what is on a trail
   * @param unsure its confidence is below what its policy lets a machine act on
   */
  record CompiledLabel(
      RuleLabel label, Optional<ValueExpression> id, Optional<TrailUse> trail, boolean unsure) {}

  /** Type-checks every expression of a pack. */
  public static PackCompilation compile(Pack pack) {
    return new PackCompiler(pack).compile();
  }

  /**
   * All that is wrong with a pack that does not load: its structure, and its CEL as far as that can
   * be told. What a structural error already says of a line is not said again.
   */
  public static List<Diagnostic> everythingWrong(PackLoading.Failed failed) {
    List<Diagnostic> cel =
        failed
            .readable()
            .map(CompiledPack::compile)
            .map(compilation ->
                compilation instanceof PackCompilation.Failed(var found)
                    ? found
                    : List.<Diagnostic>of())
            .orElse(List.of());
    Set<String> said =
        failed.diagnostics().stream().map(CompiledPack::line).collect(Collectors.toSet());
    return Stream.concat(
            failed.diagnostics().stream(), cel.stream().filter(d -> !said.contains(line(d))))
        .sorted(
            Comparator.comparing((Diagnostic d) -> d.span().file())
                .thenComparingInt(d -> d.span().line()))
        .toList();
  }

  private static String line(Diagnostic diagnostic) {
    return diagnostic.span().file() + ":" + diagnostic.span().line();
  }

  /** Reads and compiles a pack from its folder. */
  public static PackCompilation load(Path folder) {
    return compile(PackLoader.load(folder));
  }

  /** Reads and compiles a pack from file contents by path. */
  public static PackCompilation load(Map<String, byte[]> contents) {
    return compile(PackLoader.load(contents));
  }

  private static PackCompilation compile(PackLoading loading) {
    return switch (loading) {
      case PackLoading.Loaded loaded -> compile(loaded.pack());
      case PackLoading.Failed failed -> new PackCompilation.Failed(everythingWrong(failed));
    };
  }

  public Pack pack() {
    return pack;
  }

  public String version() {
    return pack.version();
  }

  Optional<TypePlan> plan(String eventType) {
    return Optional.ofNullable(plans.get(eventType));
  }

  List<CounterSpec> counters() {
    return counters;
  }

  List<TrailSpec> trails() {
    return trails;
  }

  Scope.Lists lists() {
    return lists;
  }
}
