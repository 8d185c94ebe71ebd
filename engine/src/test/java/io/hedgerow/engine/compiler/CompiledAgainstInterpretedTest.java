package io.hedgerow.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.compiler.TestPack.Sample;
import io.hedgerow.engine.condition.Bindings;
import io.hedgerow.engine.condition.Condition;
import io.hedgerow.engine.condition.ConditionCompiler;
import io.hedgerow.engine.condition.Outcome;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.pack.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random well-typed conditions on random events: compiled and interpreted give the same. */
final class CompiledAgainstInterpretedTest {
  private static final int UNITS = Integer.getInteger("hedgerow.fuzz.units", 50);
  private static final int CONDITIONS = 100;
  private static final int EVENTS = 200;

  private final Bindings bindings = new Bindings();

  @Test
  void aMillionRandomPairsHaveTheSameOutcome() {
    long seed = Long.getLong("hedgerow.fuzz.seed", 20_261_123L);
    SplittableRandom random = new SplittableRandom(seed);
    long pairs = 0;
    List<String> differences = new ArrayList<>();
    int[] kinds = new int[3];
    for (int i = 0; i < UNITS; i++) {
      List<String> sources = new ArrayList<>();
      List<Condition> conditions = conditions(random, sources);
      RuleUnit unit =
          RuleUnit.compile(TestPack.NAMES, TestPack.LISTS, bindings, conditions, List.of());
      for (int j = 0; j < EVENTS; j++) {
        Sample sample = TestPack.sample(random);
        Scope fast = sample.scope(unit.computation(), unit.slots());
        Scope slow = sample.scope(Scope.Computation.NONE, TestPack.NAMES.size());
        for (int k = 0; k < conditions.size(); k++) {
          Outcome compiled = unit.evaluate(k, fast);
          Outcome interpreted = conditions.get(k).evaluate(slow);
          if (!compiled.equals(interpreted) && differences.size() < 3) {
            differences.add(
                sources.get(k)
                    + " on "
                    + sample
                    + "\n  interpreted "
                    + interpreted
                    + "\n  compiled    "
                    + compiled);
          }
          kinds[
              interpreted == Outcome.Truth.HELD
                  ? 0
                  : interpreted == Outcome.Truth.NOT_HELD ? 1 : 2]++;
          pairs++;
        }
        assertThat(fast.signalsRead()).as("seed %d, signals", seed).isEqualTo(slow.signalsRead());
      }
    }
    assertThat(differences).as("seed %d", seed).isEmpty();
    assertThat(pairs).isEqualTo((long) UNITS * CONDITIONS * EVENTS);
    assertThat(java.util.Arrays.stream(kinds).min().orElse(0)).isGreaterThan(UNITS * 100);
  }

  private static List<Condition> conditions(SplittableRandom random, List<String> sources) {
    Diagnostics diagnostics = new Diagnostics();
    ConditionCompiler compiler = new ConditionCompiler(TestPack.PACK, TestPack.TYPE, diagnostics);
    RandomConditions sentences = new RandomConditions(random);
    List<Condition> conditions = new ArrayList<>();
    while (conditions.size() < CONDITIONS) {
      String source = sentences.condition();
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
