package io.hedgerow.benchmarks.rules;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Each rule a program of {@code dev.cel}. */
final class CelRules implements RuleEngine {
  private final List<CelRuntime.Program> rules = new ArrayList<>();
  private final List<Map<String, Object>> events;

  CelRules(List<BenchRule> rules, List<BenchEvent> events) {
    CelCompiler compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .addVar("user", SimpleType.STRING)
            .addVar("ip", SimpleType.STRING)
            .addVar("text", SimpleType.STRING)
            .addVar("age", SimpleType.INT)
            .addVar("links", SimpleType.INT)
            .addVar("score", SimpleType.DOUBLE)
            .setResultType(SimpleType.BOOL)
            .build();
    CelRuntime runtime = CelRuntimeFactory.standardCelRuntimeBuilder().build();
    try {
      for (BenchRule rule : rules) {
        this.rules.add(runtime.createProgram(compiler.compile(rule.cel("")).getAst()));
      }
    } catch (CelValidationException | CelEvaluationException failure) {
      throw new IllegalStateException(failure);
    }
    this.events = events.stream().map(BenchEvent::map).toList();
  }

  @Override
  public int decide(int event, int[] fired) {
    int count = 0;
    try {
      for (int i = 0; i < rules.size(); i++) {
        if (Boolean.TRUE.equals(rules.get(i).eval(events.get(event)))) {
          fired[count++] = i;
        }
      }
    } catch (CelEvaluationException failure) {
      throw new IllegalStateException(failure);
    }
    return count;
  }
}
