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
    PLAN("hedgerow, rules alone"),
    HEDGEROW("hedgerow, whole decisions"),
    COUNTERS("hedgerow, whole decisions with 4 counters"),
    JAVA("hand-written Java"),
    AVIATOR("Aviator"),
    DROOLS("Drools, stateless"),
    CEL("dev.cel");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    RuleEngine over(List<BenchRule> rules, List<BenchEvent> events) {
      return switch (this) {
        case HEDGEROW -> new HedgerowRules(HedgerowRules.files(rules), events);
        case PLAN -> new PlanRules(rules, events);
        case COUNTERS -> new HedgerowRules(HedgerowRules.withCounters(rules), events);
        case JAVA -> PlainJavaRules.compiled(rules, events);
        case AVIATOR -> new AviatorRules(rules, events);
        case DROOLS -> new DroolsRules(rules, events);
        case CEL -> new CelRules(rules, events);
      };
    }
  }
}
