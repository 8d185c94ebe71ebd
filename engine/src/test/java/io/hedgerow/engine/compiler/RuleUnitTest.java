package io.hedgerow.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.compiler.TestPack.Sample;
import io.hedgerow.engine.condition.Bindings;
import io.hedgerow.engine.condition.Condition;
import io.hedgerow.engine.condition.ConditionCompiler;
import io.hedgerow.engine.condition.Outcome;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.decision.Trace;
import io.hedgerow.engine.pack.Diagnostic;
import io.hedgerow.engine.pack.Diagnostics;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
  void whatIsBoundIsEvaluatedOnlyWhenItIsReadAndThenOnce() {
    assertAgreement(
        Stream.of(
                "cel.bind(t, event.text, true)",
                "cel.bind(w, counter.seen, event.flag || w > 2)",
                "cel.bind(t, event.word, event.flag || cel.bind(t, t + \"a\", t == \"aa\"))",
                "cel.bind(w, event.age + 1, event.tags.all(w, cel.bind(v, w, v != \"b\")))",
                "cel.bind(h, event.text.matches(\"b+\"), event.tags.exists(t, h && t == \"a\"))",
                "cel.bind(n, event.age, optional.of(n).orValue(3) > 2)",
                "cel.bind(l, event.tags.map(t, t + \"a\"), size(l) > 1 && l[0] == \"aa\")")
            .map(this::condition)
            .toList(),
        200);
  }

  @Test
  void namesBoundToEachOtherThirtyDeepCompile() {
    StringBuilder doubling = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      doubling.append("cel.bind(w%d, w%d + w%d - w%d, ".formatted(i + 1, i, i, i));
    }
    String source = "cel.bind(w0, event.age, " + doubling + "w30 == event.age" + ")".repeat(31);
    assertAgreement(List.of(condition(source)), 20);
  }

  @Test
  void aMacroThatGoesThroughAWholeTextAtEachStepIsRefusedWithTheMend() {
    Diagnostics wrong = new Diagnostics();
    ConditionCompiler strict = new ConditionCompiler(TestPack.PACK, TestPack.TYPE, wrong);
    List.of(
            "event.tags.exists(t, (event.text + t).matches(\"x\"))",
            "event.tags.exists(t, size(links(event.text)) > 1)",
            "size(event.tags.map(i, t, lower(fold(event.text)))) > 2")
        .forEach(source ->
            assertThat(strict.condition(TestPack.expression(source))).as(source).isEmpty());
    assertThat(wrong.list()).hasSize(3);
    assertThat(wrong.list())
        .extracting(Diagnostic::message)
        .contains("`matches` goes through a whole text again at each step of a macro");
    List.of(
            "event.tags.exists(t, t.matches(\"x\"))",
            "event.tags.exists(t, (event.text.substring(0, 9) + t).matches(\"x\"))",
            "[\"a\", \"b\"].exists(p, event.text.matches(p))",
            "cel.bind(m, event.text.matches(\"x\"), event.tags.exists(t, m))",
            "event.tags.exists(t, event.text.contains(t))")
        .forEach(source ->
            assertThat(strict.condition(TestPack.expression(source))).as(source).isPresent());
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
        Trace trace = unit.trace(k, scope);
        assertThat(trace).as("event %d", i).isEqualTo(conditions.get(k).trace(scope));
        String traced = trace.value().or(trace::missing).or(trace::error).orElse("none");
        assertThat(traced)
            .as(trace.expression())
            .isEqualTo(
                switch (outcome) {
                  case Outcome.Truth truth -> truth == Outcome.Truth.HELD ? "true" : "false";
                  case Outcome.Missing(String name) -> name;
                  case Outcome.Failed(String message) -> message;
                });
      }
    }
  }

  @Test
  void rulesThatNeedOneOfSeveralTermsOrTextsAgreeWithTheInterpreter() {
    for (int seed = 0; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Condition> conditions =
          IntStream.range(0, random.nextInt(4, 90))
              .mapToObj(_ -> condition(oneOfSeveral(random)))
              .toList();
      assertAgreement(conditions, 40);
    }
  }

  private static String oneOfSeveral(SplittableRandom random) {
    String terms = chain(random.nextInt(1, 7), " || ", () -> term(random));
    String texts = chain(random.nextInt(1, 5), " || ", () -> text(random));
    String age = "event.age < " + random.nextInt(20);
    return switch (random.nextInt(6)) {
      case 0 -> "(" + terms + ") && " + age;
      case 1 -> "(" + texts + ") && " + age;
      case 2 -> "(" + terms + ") && (" + texts + ")";
      case 3 -> "(" + terms + " || " + texts + ") && " + age;
      case 4 -> age + " && !(" + terms + ")";
      default -> terms;
    };
  }

  private static String term(SplittableRandom random) {
    String search = List.of("contains", "startsWith", "endsWith").get(random.nextInt(3));
    return "event.text." + search + "(\"" + word(random) + "\")";
  }

  private static String text(SplittableRandom random) {
    return random.nextBoolean()
        ? "event.word == \"" + word(random) + "\""
        : "event.word in [\"" + word(random) + "\", \"" + word(random) + "\"]";
  }

  private static String word(SplittableRandom random) {
    return List.of("a", "b", "ab", "Free", "é", "12", "zz", "x.com").get(random.nextInt(8));
  }

  private static String chain(int count, String operator, Supplier<String> part) {
    return IntStream.range(0, count)
        .mapToObj(_ -> part.get())
        .collect(Collectors.joining(operator));
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
