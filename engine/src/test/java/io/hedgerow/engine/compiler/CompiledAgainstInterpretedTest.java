package io.hedgerow.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.compiler.TestPack.Sample;
import io.hedgerow.engine.condition.Bindings;
import io.hedgerow.engine.condition.Condition;
import io.hedgerow.engine.condition.ConditionCompiler;
import io.hedgerow.engine.condition.Outcome;
import io.hedgerow.engine.condition.Outcome.Truth;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.pack.Diagnostics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Random well-typed conditions on random events, a hundred to a unit: the plan with all its sharing
 * and filters gives what the interpreter gives rule by rule, and reads the same signals.
 */
final class CompiledAgainstInterpretedTest {
  private static final int UNITS = Integer.getInteger("hedgerow.fuzz.units", 50);
  private static final long SEED = Long.getLong("hedgerow.fuzz.seed", 20_261_123L);
  private static final int CONDITIONS = 100;
  private static final int EVENTS = 200;

  private final Bindings bindings = new Bindings();
  private final List<String> differences = new ArrayList<>();
  private final int[] kinds = new int[3];
  private long pairs;

  @Test
  void aMillionRandomPairsHaveTheSameOutcome() {
    System.out.println("hedgerow.fuzz.seed=" + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < UNITS; i++) {
      RandomConditions sentences = new RandomConditions(random);
      compare(random, sentences::condition, EVENTS);
    }
    assertThat(differences).as("seed %d", SEED).isEmpty();
    assertThat(pairs).isEqualTo((long) UNITS * CONDITIONS * EVENTS);
    assertThat(kinds[0]).as("held").isGreaterThan(UNITS * 100);
    assertThat(kinds[1]).as("not held").isGreaterThan(UNITS * 100);
    assertThat(kinds[2]).as("not told").isGreaterThan(UNITS * 100);
  }

  @Test
  void rulesThatAskMuchOfTheSameValuesHaveTheSameOutcome() {
    SplittableRandom random = new SplittableRandom(SEED + 1);
    for (int i = 0; i < 10; i++) {
      RandomConditions sentences = new RandomConditions(random);
      compare(random, sentences::rule, 300);
    }
    assertThat(differences).as("seed %d", SEED + 1).isEmpty();
    assertThat(kinds[0]).as("held").isGreaterThan(1_000);
  }

  private void compare(SplittableRandom random, Supplier<String> sentences, int events) {
    List<String> sources = new ArrayList<>();
    List<Condition> conditions = conditions(sentences, sources);
    RuleUnit unit =
        RuleUnit.compile(TestPack.NAMES, TestPack.LISTS, bindings, conditions, List.of());
    for (int j = 0; j < events; j++) {
      Sample sample = TestPack.sample(random);
      Scope fast = sample.scope(unit.computation(), unit.slots());
      Map<Integer, Outcome> found = new HashMap<>();
      unit.evaluate(fast, found::put);
      Scope slow = sample.scope(Scope.Computation.NONE, TestPack.NAMES.size());
      for (int k = 0; k < conditions.size(); k++) {
        Outcome interpreted = conditions.get(k).evaluate(slow);
        note(interpreted, found.getOrDefault(k, Truth.NOT_HELD), sources.get(k), sample);
      }
      if (!fast.signalsRead().equals(slow.signalsRead())) {
        differences.add("signals " + slow.signalsRead() + ", compiled " + fast.signalsRead());
      }
    }
  }

  private void note(Outcome interpreted, Outcome compiled, String source, Sample sample) {
    pairs++;
    kinds[interpreted == Truth.HELD ? 0 : interpreted == Truth.NOT_HELD ? 1 : 2]++;
    if (!compiled.equals(interpreted) && differences.size() < 3) {
      differences.add(
          "%s on %s%n  interpreted %s%n  compiled    %s"
              .formatted(source, sample, interpreted, compiled));
    }
  }

  private static List<Condition> conditions(Supplier<String> sentences, List<String> sources) {
    ConditionCompiler compiler =
        new ConditionCompiler(TestPack.PACK, TestPack.TYPE, new Diagnostics());
    List<Condition> conditions = new ArrayList<>();
    while (conditions.size() < CONDITIONS) {
      String source = sentences.get();
      compiler
          .condition(TestPack.expression(source))
          .ifPresent(condition -> {
            conditions.add(condition);
            sources.add(source);
          });
    }
    return conditions;
  }
}
