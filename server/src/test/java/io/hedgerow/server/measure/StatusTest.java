package io.hedgerow.server.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.policy.Action;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.server.console.StatusDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class StatusTest {
  private static final Instant NOW = Instant.parse("2026-03-18T12:00:00Z");
  private static final Period RECENT = Period.recent(NOW);

  private static Policy policy(String id, String title, int severity) {
    return new Policy(
        id,
        title,
        severity,
        "OTHER",
        "text",
        List.of(),
        List.of(),
        new Policy.EntityEnforcement(Action.LIMIT, 0.9, Optional.empty(), Map.of()),
        new Policy.Strikes(1, Duration.ofDays(30)),
        List.of());
  }

  private static Figure figure(String policy, String slice, Period period, Measured measured) {
    return new Figure(
        7, "prevalence", "v", policy, slice, period, measured, 10_000, NOW, "00", Optional.empty());
  }

  private static Estimate estimate(double value, double low, double high) {
    return new Estimate(value, 0, new Interval(low, high, 0.95), 400, 1_000);
  }

  private static Standing standing(
      Policy policy, Optional<Measured> now, Optional<Measured> before, OptionalDouble target) {
    List<Optional<Figure>> weeks = new ArrayList<>();
    for (Period week : Period.weeks(NOW)) {
      weeks.add(
          weeks.size() % 2 == 0
              ? now.map(m -> figure(policy.id(), "", week, m))
              : Optional.empty());
    }
    return new Standing(
        policy,
        now.map(m -> figure(policy.id(), "", RECENT, m)),
        before.map(m -> figure(policy.id(), "", RECENT.before(), m)),
        weeks,
        target,
        List.of());
  }

  private static Status status(Plan plan, Standing... standings) {
    List<Figure> figures = new ArrayList<>();
    for (Standing standing : standings) {
      standing.now().ifPresent(figures::add);
    }
    figures.add(figure("spam", "surface=search", RECENT, estimate(0.02, 0.01, 0.04)));
    return new Status(
        "test & co", NOW, RECENT, List.of(standings), figures, Definition.all(), plan, Peer.all());
  }

  private static final Standing SPAM =
      standing(
          policy("spam", "Spam <b>", 2),
          Optional.of(estimate(0.004, 0.003, 0.006)),
          Optional.of(estimate(0.001, 0.0005, 0.002)),
          OptionalDouble.of(0.002));
  private static final Standing HATE =
      standing(policy("hate", "Hate", 4), Optional.empty(), Optional.empty(), OptionalDouble.of(1));

  @Test
  void aTargetIsMetOrMissedOnlyByTheWholeInterval() {
    assertThat(SPAM.againstTarget()).isEqualTo(Standing.AgainstTarget.MISSED);
    assertThat(HATE.againstTarget()).isEqualTo(Standing.AgainstTarget.UNKNOWN);
    Policy one = policy("x", "X", 1);
    Optional<Measured> now = Optional.of(estimate(0.004, 0.003, 0.006));
    assertThat(standing(one, now, Optional.empty(), OptionalDouble.of(0.005)).againstTarget())
        .isEqualTo(Standing.AgainstTarget.NOT_SHOWN);
    assertThat(standing(one, now, Optional.empty(), OptionalDouble.of(0.006)).againstTarget())
        .isEqualTo(Standing.AgainstTarget.MET);
    assertThat(standing(one, now, Optional.empty(), OptionalDouble.empty()).againstTarget())
        .isEqualTo(Standing.AgainstTarget.NONE_SET);
  }

  @Test
  void aChartWithoutAnEstimateIsNotDrawn() {
    String page = StatusDocument.html(status(Plan.NONE, SPAM, HATE));
    assertThat(page.split("<svg", -1)).as("the one policy that is measured").hasSize(2);
    assertThat(page).contains("none of the last 12 weeks has an estimate");
  }

  @Test
  void aTrendIsNamedOnlyWhenTheIntervalOfTheChangeShowsIt() {
    assertThat(SPAM.trend()).isEqualTo("rising");
    assertThat(HATE.trend()).isEqualTo("unknown");
    Optional<Measured> wide = Optional.of(estimate(0.004, 0.0001, 0.02));
    assertThat(standing(policy("x", "X", 1), wide, wide, OptionalDouble.empty()).trend())
        .isEqualTo("no change shown");
  }

  @Test
  void knownHarmLeadsTheRisksAndWhatIsGraveAndUnmeasuredFollows() {
    assertThat(status(Plan.NONE, HATE, SPAM).risks())
        .extracting(Risk::what)
        .containsExactly("Spam <b> is above its target", "Hate is not measured");
  }

  @Test
  void roadmapIsRankedByViewsPreventedForEachUnitOfCost() {
    Plan plan =
        new Plan(
            Map.of(),
            List.of(
                new Plan.Step("Everywhere", "spam", "", 0.1, 0.3, 10),
                new Plan.Step("Search", "spam", "surface=search", 0.1, 0.3, 4),
                new Plan.Step("Unmeasured", "hate", "", 0.5, 0.9, 1)));
    List<RoadmapLine> lines = status(plan, HATE, SPAM).roadmap();
    assertThat(lines)
        .extracting(line -> line.step().name())
        .containsExactly("Search", "Everywhere", "Unmeasured");
    assertThat(lines.get(1).prevented().orElseThrow()).isEqualTo(0.004 * 70_000 * 0.2);
    assertThat(lines.get(1).range())
        .contains(new Interval(0.003 * 70_000 * 0.1, 0.006 * 70_000 * 0.3, 0.95));
    assertThat(lines.getLast().perCost()).isEmpty();
  }

  @Test
  void thePageSaysUnknownEscapesTitlesAndLinksFiguresToDefinitions() {
    String html = StatusDocument.html(status(Plan.NONE, HATE, SPAM));
    assertThat(html)
        .contains(
            "Status of test &amp; co",
            "0.400% (0.300% to 0.600%)",
            "href=\"#def-prevalence\"",
            "id=\"def-prevalence\"",
            "Hate: prevalence, what machines miss",
            "<title>Spam &lt;b&gt;: prevalence by week</title>",
            "class=\"target\"",
            ">?</text>")
        .doesNotContain("Spam <b>", "NaN");
  }

  @Test
  void aPackWithoutPoliciesAndFiguresStillGivesAPage() {
    Status empty =
        new Status(
            "none", NOW, RECENT, List.of(), List.of(), Definition.all(), Plan.NONE, Peer.all());
    assertThat(StatusDocument.html(empty)).contains("The active pack has no policies.");
    assertThat(StatusCsv.of(empty).lines()).hasSize(1);
  }

  @Test
  void csvHasARowAFigureWithDefinitionAndChain() {
    Standing unknown =
        standing(
            policy("spam", "Spam", 2),
            Optional.of(new NotEnoughData("a label for 3, or more")),
            Optional.empty(),
            OptionalDouble.empty());
    assertThat(StatusCsv.of(status(Plan.NONE, unknown)).lines().toList())
        .hasSize(3)
        .contains(
            "prevalence,Prevalence,spam,,2026-02-18T00:00:00Z,2026-03-18T00:00:00Z,,,,,0,0,"
                + "10000.0,\"a label for 3, or more\",v,00,2026-03-18T12:00:00Z,7,");
  }

  @Test
  void everyDefinitionHasWordsAQueryAndAVersion() {
    assertThat(Definition.all().values())
        .allSatisfy(d -> {
          assertThat(d.meaning()).endsWith(".");
          assertThat(d.sql()).contains("select").contains(":as_of");
          assertThat(d.version()).hasSize(12);
        });
  }
}
