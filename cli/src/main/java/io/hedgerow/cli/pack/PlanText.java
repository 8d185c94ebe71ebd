package io.hedgerow.cli.pack;

import io.hedgerow.engine.PlanObservation;
import io.hedgerow.engine.PlanObservation.Seen;
import io.hedgerow.engine.PlanOutline;
import io.hedgerow.engine.PlanOutline.Feed;
import io.hedgerow.engine.PlanOutline.PlannedPart;
import io.hedgerow.engine.PlanOutline.PlannedRule;
import io.hedgerow.engine.PlanOutline.SharedPart;
import io.hedgerow.engine.compiler.RuleUnit;
import io.hedgerow.engine.pack.CounterDefinition;
import io.hedgerow.engine.pack.DurationText;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The plan for one event type as a person reads it. */
final class PlanText {
  private final PlanOutline plan;
  private final Map<String, Seen> seen;
  private final PrintWriter out;

  PlanText(PlanOutline plan, Optional<PlanObservation> observation, PrintWriter out) {
    this.plan = plan;
    this.seen = observation.map(o -> o.rules(plan.eventType())).orElse(Map.of());
    this.out = out;
  }

  void print() {
    out.printf(
        "%s: feeds %d counters, tries %d rules%n",
        plan.eventType(), plan.feeds().size(), plan.rules().size());
    plan.feeds().forEach(this::feed);
    plan.filters().forEach(this::filter);
    plan.rules().forEach(this::rule);
    plan.shared().forEach(this::shared);
    out.println();
  }

  private void feed(Feed feed) {
    CounterDefinition counter = feed.counter();
    out.printf(
        "  counter %s: %s of %s by %s over %s; %s%n",
        counter.name(),
        counter.aggregation().name().toLowerCase(Locale.ROOT),
        oneLine(counter.value().source()),
        oneLine(counter.key().source()),
        DurationText.write(counter.window()),
        readers(feed));
  }

  private static String readers(Feed feed) {
    if (!feed.readHere().isEmpty()) {
      return "read by " + String.join(", ", feed.readHere());
    }
    return feed.readAnywhere() ? "read on other event types" : "no condition reads it";
  }

  private void filter(RuleUnit.FilterOutline filter) {
    out.printf(
        "  filter %s: %d rules, about %d ns%s%n",
        oneLine(filter.text()),
        filter.rules(),
        filter.nanos(),
        filter.looks() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; looked %,d times, %.1f rules ruled out each",
                filter.looks(),
                filter.ruledOut()));
  }

  private void rule(PlannedRule rule) {
    Optional<Seen> observed = Optional.ofNullable(seen.get(rule.rule()));
    out.printf(
        "  rule %s (%s)%s%s%n",
        rule.rule(),
        rule.stage().word(),
        rule.signals().isEmpty() ? "" : " reads " + String.join(", ", rule.signals()),
        observed.map(PlanText::observedRule).orElse(""));
    for (PlannedPart part : rule.parts()) {
      out.printf(
          "    %s%s%s%n",
          part.expression(),
          part.nanos().isPresent() ? " (about " + part.nanos().getAsLong() + " ns)" : "",
          observed
              .flatMap(s -> Optional.ofNullable(s.parts().get(part.expression())))
              .map(PlanText::observed)
              .orElse(""));
    }
  }

  private static String observedRule(Seen seen) {
    return observed(seen)
        + (seen.meanNanos().isPresent() ? ", " + seen.meanNanos().getAsLong() + " ns each" : "");
  }

  private static String observed(Seen seen) {
    return String.format(
        Locale.ROOT,
        ": held on %s of %,d%s",
        percent(seen.share()),
        seen.events(),
        seen.absent() == 0
            ? ""
            : ", something absent on " + percent((double) seen.absent() / seen.events()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }

  private void shared(SharedPart part) {
    out.printf("  in %d rules: %s%n", part.rules().size(), part.expression());
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
