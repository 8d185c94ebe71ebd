package io.hedgerow.cli.pack;

import io.hedgerow.engine.backtest.BacktestReport;
import io.hedgerow.engine.backtest.Comparison;
import io.hedgerow.engine.backtest.PolicyChange;
import io.hedgerow.engine.backtest.RuleChange;
import io.hedgerow.engine.backtest.RuleTally;
import io.hedgerow.engine.backtest.VerdictChange;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.FiredRule;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A backtest as a person reads it: what changed first, then every rule. */
final class BacktestText {
  private static final String RULE_LINE = "  %-36s %-11s %9s %9s %9s %8s %8s%n";

  private BacktestText() {}

  static void print(BacktestReport report, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%,d events%s%s under pack %s%n",
        report.events(),
        report
            .first()
            .map(from -> " from " + from + " to " + report.last().orElse(from))
            .orElse(""),
        report.repeats() == 0 ? "" : String.format(Locale.ROOT, ", %,d repeats", report.repeats()),
        report.packVersion());
    report.verdicts().forEach((verdict, count) -> count(out, verdict.word(), count));
    count(out, "for review", report.review());
    report.defects().forEach((kind, count) -> count(out, "defect " + kind, count));
    report.comparison().ifPresent(comparison -> compare(comparison, out));
    rules(report.rules(), out);
  }

  private static void count(PrintWriter out, String what, long count) {
    out.printf(Locale.ROOT, "  %-28s %,12d%n", what, count);
  }

  private static void rules(List<RuleTally> rules, PrintWriter out) {
    out.println();
    out.printf(RULE_LINE, "rule", "stage", "fired", "effective", "skipped", "actors", "entities");
    for (RuleTally rule : rules) {
      out.printf(
          RULE_LINE,
          rule.rule(),
          rule.stage().word(),
          number(rule.fired()),
          number(rule.effective()),
          number(rule.skipped()),
          number(rule.actors()),
          number(rule.entities()));
    }
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static void compare(Comparison comparison, PrintWriter out) {
    out.printf("%nagainst pack %s%n", comparison.againstVersion());
    if (!comparison.changesOutcomes()) {
      out.println("  no verdict and no labelled entity differs");
    }
    comparison.verdicts().forEach(change -> verdict(change, out));
    comparison.policies().forEach(policy -> policy(policy, out));
    if (comparison.reviewBefore() != comparison.reviewAfter()) {
      out.printf(
          Locale.ROOT,
          "  for review: %,d, was %,d%n",
          comparison.reviewAfter(),
          comparison.reviewBefore());
    }
    comparison.rules().stream()
        .filter(RuleChange::differs)
        .forEach(rule ->
            out.printf("  rule %s: fired %s%n", rule.rule(), fired(rule.before(), rule.after())));
  }

  private static void verdict(VerdictChange change, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "  %s to %s: %,d events%n",
        change.from().word(),
        change.to().word(),
        change.events());
    for (VerdictChange.Sample sample : change.samples()) {
      Decision after = sample.after();
      out.printf(
          "    %s %s %s%s%n",
          after.time(),
          after.event().id(),
          after.actor().map(Object::toString).orElse("no actor"),
          reason(sample));
    }
  }

  /** Why the verdict is what it now is, or what no longer holds. */
  private static String reason(VerdictChange.Sample sample) {
    boolean harder = sample.after().verdict().compareTo(sample.before().verdict()) > 0;
    Decision telling = harder ? sample.after() : sample.before();
    return telling.fired().stream()
        .filter(fired -> fired.effective() && fired.verdict() == telling.verdict())
        .findFirst()
        .map(fired -> (harder ? ": " : ": no longer ") + why(fired))
        .orElse("");
  }

  private static String why(FiredRule fired) {
    return fired.rule() + (fired.reason().isEmpty() ? "" : ", " + fired.reason());
  }

  private static void policy(PolicyChange policy, PrintWriter out) {
    if (policy.gained() + policy.lost() > 0) {
      out.printf(
          Locale.ROOT,
          "  policy %s: %,d entities labelled, was %,d (%,d gained, %,d lost)%n",
          policy.policy(),
          policy.after(),
          policy.before(),
          policy.gained(),
          policy.lost());
    }
  }

  private static String fired(Optional<RuleTally> before, Optional<RuleTally> after) {
    return after.map(BacktestText::firing).orElse("no more, the rule is gone")
        + before.map(tally -> ", was " + firing(tally)).orElse(", the rule is new");
  }

  private static String firing(RuleTally tally) {
    return number(tally.fired()) + " (" + number(tally.effective()) + " with effect)";
  }
}
