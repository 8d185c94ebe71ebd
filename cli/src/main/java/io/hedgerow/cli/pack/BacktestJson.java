package io.hedgerow.cli.pack;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.backtest.BacktestReport;
import io.hedgerow.engine.backtest.Comparison;
import io.hedgerow.engine.backtest.PolicyChange;
import io.hedgerow.engine.backtest.RuleChange;
import io.hedgerow.engine.backtest.RuleTally;
import io.hedgerow.engine.backtest.VerdictChange;
import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.json.CanonicalJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A backtest as one JSON object, for programs. */
final class BacktestJson {
  private BacktestJson() {}

  static String write(BacktestReport report) {
    return CanonicalJson.write(
        members(
            "pack", report.packVersion(),
            "events", report.events(),
            "repeats", report.repeats(),
            "first", report.first().map(Instant::toString),
            "last", report.last().map(Instant::toString),
            "verdicts", verdicts(report.verdicts()),
            "review", report.review(),
            "rules", report.rules().stream().map(BacktestJson::rule).toList(),
            "defects", report.defects(),
            "comparison", report.comparison().map(BacktestJson::comparison)));
  }

  private static Map<String, Object> verdicts(Map<Verdict, Long> verdicts) {
    Map<String, Object> words = new LinkedHashMap<>();
    verdicts.forEach((verdict, count) -> words.put(verdict.word(), count));
    return words;
  }

  private static Map<String, Object> rule(RuleTally rule) {
    return members(
        "rule", rule.rule(),
        "stage", rule.stage().word(),
        "fired", rule.fired(),
        "effective", rule.effective(),
        "skipped", rule.skipped(),
        "actors", rule.actors(),
        "entities", rule.entities());
  }

  private static Map<String, Object> comparison(Comparison comparison) {
    return members(
        "against", comparison.againstVersion(),
        "changes_outcomes", comparison.changesOutcomes(),
        "review_before", comparison.reviewBefore(),
        "review_after", comparison.reviewAfter(),
        "verdicts", comparison.verdicts().stream().map(BacktestJson::verdict).toList(),
        "rules", comparison.rules().stream().map(BacktestJson::change).toList(),
        "policies", comparison.policies().stream().map(BacktestJson::policy).toList());
  }

  private static Map<String, Object> verdict(VerdictChange change) {
    return members(
        "from", change.from().word(),
        "to", change.to().word(),
        "events", change.events(),
        "samples", change.samples().stream().map(BacktestJson::sample).toList());
  }

  private static Map<String, Object> sample(VerdictChange.Sample sample) {
    return members(
        "source", sample.after().event().source(),
        "id", sample.after().event().id(),
        "time", sample.after().time().toString());
  }

  private static Map<String, Object> change(RuleChange change) {
    return members(
        "rule", change.rule(),
        "before", change.before().map(BacktestJson::rule),
        "after", change.after().map(BacktestJson::rule));
  }

  private static Map<String, Object> policy(PolicyChange policy) {
    return members(
        "policy", policy.policy(),
        "before", policy.before(),
        "after", policy.after(),
        "gained", policy.gained(),
        "lost", policy.lost());
  }
}
