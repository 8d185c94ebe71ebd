package io.hedgerow.benchmarks.rules;

import com.googlecode.aviator.AviatorEvaluator;
import com.googlecode.aviator.AviatorEvaluatorInstance;
import com.googlecode.aviator.Expression;
import java.util.List;
import java.util.Map;

/** Each rule an Aviator expression, compiled to a class. */
final class AviatorRules implements RuleEngine {
  private final List<Expression> rules;
  private final List<Map<String, Object>> events;

  AviatorRules(List<BenchRule> rules, List<BenchEvent> events) {
    AviatorEvaluatorInstance aviator =
        AviatorEvaluator.newInstance(com.googlecode.aviator.EvalMode.ASM);
    this.rules = rules.stream().map(rule -> aviator.compile(rule.aviator(), false)).toList();
    this.events =
        events.stream()
            .map(event -> (Map<String, Object>) new java.util.HashMap<>(event.map()))
            .toList();
  }

  @Override
  public int decide(int event, int[] fired) {
    Map<String, Object> env = events.get(event);
    int count = 0;
    for (int i = 0; i < rules.size(); i++) {
      if (Boolean.TRUE.equals(rules.get(i).execute(env))) {
        fired[count++] = i;
      }
    }
    return count;
  }
}
