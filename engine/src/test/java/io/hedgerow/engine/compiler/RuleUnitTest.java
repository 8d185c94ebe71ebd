package io.hedgerow.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.compiler.TestPack.Sample;
import io.hedgerow.engine.condition.Bindings;
import io.hedgerow.engine.condition.Condition;
import io.hedgerow.engine.condition.ConditionCompiler;
import io.hedgerow.engine.condition.Outcome;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.pack.Diagnostics;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RuleUnitTest {
  private final Bindings bindings = new Bindings();
  private final ConditionCompiler compiler =
      new ConditionCompiler(TestPack.PACK, TestPack.TYPE, new Diagnostics());

  private RuleUnit unit(List<Condition> conditions) {
    return RuleUnit.compile(TestPack.NAMES, TestPack.LISTS, bindings, conditions, List.of());
  }

  private Condition condition(String source) {
    return compiler
        .condition(TestPack.expression(source))
        .orElseThrow(() -> new AssertionError(source.substring(0, Math.min(80, source.length()))));
  }

  private void assertAgreement(List<Condition> conditions, int events) {
    RuleUnit unit = unit(conditions);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < events; i++) {
      Sample sample = TestPack.sample(random);
      Scope scope = sample.scope(unit.computation(), unit.slots());
      Map<Integer, Outcome> found = new HashMap<>();
      unit.evaluate(scope, found::put);
      Scope slow = sample.scope(Scope.Computation.NONE, TestPack.NAMES.size());
      for (int k = 0; k < conditions.size(); k++) {
        assertThat(found.getOrDefault(k, Outcome.Truth.NOT_HELD))
            .isEqualTo(conditions.get(k).evaluate(slow));
      }
    }
  }

  @Test
  void theLongestConditionsThatCanBeWrittenAreEvaluated() {
    List<String> sources =
        List.of(
            chain(800, " && ", "event.age != %d"),
            chain(800, " || ", "event.age == %d"),
            chain(500, " || ", "event.text.contains(\"%d\")"),
            "[" + chain(900, ", ", "event.age + %d") + "].exists(w, w == 3)",
            "event.tags.exists(t, " + chain(600, " || ", "t == \"%d\"") + ")",
            "event.age" + " + event.likes".repeat(90) + " > 5");
    assertAgreement(sources.stream().map(this::condition).toList(), 60);
  }

  private static String chain(int count, String operator, String part) {
    return IntStream.range(0, count)
        .mapToObj(i -> part.formatted(i))
        .collect(Collectors.joining(operator));
  }

  @Test
  void aThousandRulesFitOneClass() {
    List<Condition> conditions = new ArrayList<>();
    RandomConditions random = new RandomConditions(new SplittableRandom(3));
    while (conditions.size() < 1_000) {
      compiler.condition(TestPack.expression(random.rule())).ifPresent(conditions::add);
    }
    assertAgreement(conditions, 50);
  }

  @Test
  void aTraceSaysWhatTheCompiledConditionFound() {
    SplittableRandom random = new SplittableRandom(9);
    RandomConditions sentences = new RandomConditions(random);
    List<Condition> conditions = new ArrayList<>();
    while (conditions.size() < 200) {
      compiler.condition(TestPack.expression(sentences.condition())).ifPresent(conditions::add);
    }
    RuleUnit unit = unit(conditions);
    for (int i = 0; i < 50; i++) {
      Scope scope = TestPack.sample(random).scope(unit.computation(), unit.slots());
      for (int k = 0; k < conditions.size(); k++) {
        Outcome outcome = unit.evaluate(k, scope);
        String traced = conditions.get(k).trace(scope).value().orElse("none");
        assertThat(traced)
            .isEqualTo(
                switch (outcome) {
                  case Outcome.Truth truth -> truth == Outcome.Truth.HELD ? "true" : "false";
                  case Outcome.Missing _, Outcome.Failed _ -> "none";
                });
      }
    }
  }

  @Test
  void aPackThatIsLetGoTakesItsClassesWithIt() {
    List<Condition> conditions =
        List.of(condition("event.age > 3"), condition("event.text.contains(\"a\")"));
    List<WeakReference<Class<?>>> classes = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      classes.add(new WeakReference<>(unit(conditions).computation().getClass()));
    }
    long alive = classes.size();
    for (int i = 0; i < 20 && alive > 10; i++) {
      System.gc();
      alive = classes.stream().filter(c -> c.get() != null).count();
    }
    assertThat(alive).isLessThanOrEqualTo(10);
  }
}
