package io.hedgerow.benchmarks.rules;

import java.util.List;

/** Something that says which rules fire on an event. Events are converted before time counts. */
interface RuleEngine {

  /**
   * Evaluates all rules on an event.
   *
   * @param event index into the events it was made with
   * @param fired takes the numbers of the rules that fired
   * @return how many fired
   */
  int decide(int event, int[] fired);

  /** What can be asked for by name. */
  enum Kind {
    HEDGEROW,
    PLAN,
    JAVA,
    AVIATOR,
    DROOLS,
    CEL;

    RuleEngine over(List<BenchRule> rules, List<BenchEvent> events) {
      return switch (this) {
        case HEDGEROW -> new HedgerowRules(rules, events);
        case PLAN -> new PlanRules(rules, events);
        case JAVA -> PlainJavaRules.compiled(rules, events);
        case AVIATOR -> new AviatorRules(rules, events);
        case DROOLS -> new DroolsRules(rules, events);
        case CEL -> new CelRules(rules, events);
      };
    }
  }
}
