package io.hedgerow.engine.conformance;

import io.hedgerow.engine.LabelView;
import io.hedgerow.engine.compiler.RuleUnit;
import io.hedgerow.engine.condition.Bindings;
import io.hedgerow.engine.condition.Checked;
import io.hedgerow.engine.condition.EventTyping;
import io.hedgerow.engine.condition.Names;
import io.hedgerow.engine.condition.Outcome;
import io.hedgerow.engine.condition.PlainCel;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.condition.TypedEvent;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.engine.pack.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Runs conformance tests, each interpreted and compiled. */
public final class ConformanceRun {
  private static final EventType TYPE =
      new EventType("none", List.of(), Optional.empty(), Optional.empty());
  private static final Instant EPOCH = Instant.EPOCH;

  private final Bindings bindings = new Bindings();

  /**
   * What came of one section of a file.
   *
   * @param outOfScope about protocol buffers, unchecked expressions or types
   * @param notOurs do not check: extensions that conditions do not have
   * @param differing compiled and interpreted disagree; must be empty
   */
  public record Section(
      String file,
      String name,
      int tests,
      int outOfScope,
      int notOurs,
      int interpreted,
      int compiled,
      List<String> failing,
      List<String> differing) {}

  /** Runs the tests of a file. */
  public List<Section> run(String file, String textProto) {
    List<Section> sections = new ArrayList<>();
    for (TextProto section : TextProto.read(textProto).all("section")) {
      sections.add(section(file, section));
    }
    return sections;
  }

  private Section section(String file, TextProto section) {
    List<TextProto> tests = section.all("test");
    int outOfScope = 0;
    int notOurs = 0;
    int interpretedPassed = 0;
    int compiledPassed = 0;
    List<String> failing = new ArrayList<>();
    List<String> differing = new ArrayList<>();
    for (TextProto test : tests) {
      Optional<ConformanceCase> known = ConformanceCase.of(test);
      if (known.isEmpty()) {
        outOfScope++;
        continue;
      }
      ConformanceCase one = known.get();
      Optional<Checked> checked = PlainCel.check(one.source(), one.container(), one.variables());
      if (checked.isEmpty()) {
        notOurs++;
        continue;
      }
      Object interpreted = checked.get().interpreted().evaluate(scope(), one.values());
      Object compiled = compiled(checked.get(), one.values());
      interpretedPassed += passes(one, interpreted) ? 1 : 0;
      compiledPassed += passes(one, compiled) ? 1 : 0;
      if (!passes(one, interpreted)) {
        failing.add(one.name() + ": `" + one.source() + "` gives " + interpreted);
      }
      if (!same(interpreted, compiled)) {
        differing.add(
            one.name() + ": `" + one.source() + "` " + interpreted + ", compiled " + compiled);
      }
    }
    return new Section(
        file,
        section.text("name"),
        tests.size(),
        outOfScope,
        notOurs,
        interpretedPassed,
        compiledPassed,
        List.copyOf(failing),
        List.copyOf(differing));
  }

  private Object compiled(Checked checked, Map<String, Object> values) {
    RuleUnit unit =
        RuleUnit.compile(
            Names.NONE, new Scope.Lists(values), bindings, List.of(), List.of(checked));
    Scope scope = scope(unit);
    int slot = unit.valueSlot(0);
    Object value = scope.boxed(slot, unit.valueStorage(0));
    return value == null ? scope.problem(slot) : value;
  }

  private static Scope scope() {
    return new Scope(
        typed(),
        Names.NONE,
        EPOCH,
        new Scope.Lists(Map.of()),
        Scope.SignalSource.NONE,
        LabelView.NONE);
  }

  private static Scope scope(RuleUnit unit) {
    return new Scope(
        typed(),
        Names.NONE,
        EPOCH,
        new Scope.Lists(Map.of()),
        Scope.SignalSource.NONE,
        LabelView.NONE,
        unit.computation(),
        unit.slots());
  }

  private static TypedEvent typed() {
    Event event = new Event(new EventKey("/conformance", "1"), "none", EPOCH, EPOCH, Map.of());
    return new EventTyping(TYPE, List.of()).read(event, EPOCH);
  }

  private static boolean passes(ConformanceCase one, Object value) {
    return one.expected().isEmpty() ? value instanceof Outcome : same(one.expected().get(), value);
  }

  /** Equal, where NaN equals NaN, and containers are equal by their elements. */
  private static boolean same(Object a, Object b) {
    if (a instanceof List<?> one && b instanceof List<?> other) {
      return Objects.equals(List.copyOf(one), List.copyOf(other));
    }
    return a.equals(b);
  }
}
