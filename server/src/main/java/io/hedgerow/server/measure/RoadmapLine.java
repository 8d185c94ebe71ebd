package io.hedgerow.server.measure;

import io.hedgerow.measurement.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A step of the plan with what it can be expected to prevent.
 *
 * @param prevented violating views a week it would prevent, at the middle of what it is believed to
 *     prevent; empty while prevalence there is unknown
 * @param range from the least of both beliefs to the most of both: the low end of prevalence times
 *     the least share prevented, the high end times the most
 */
public record RoadmapLine(Plan.Step step, Optional<Double> prevented, Optional<Interval> range) {

  /** Best value first; what cannot be told stands last. */
  static List<RoadmapLine> of(Status status) {
    return status.plan().roadmap().stream()
        .map(step -> of(status, step))
        .sorted(Comparator.comparingDouble((RoadmapLine line) -> -line.perCost().orElse(-1.0)))
        .toList();
  }

  private static RoadmapLine of(Status status, Plan.Step step) {
    Optional<Figure> known =
        status
            .figure("prevalence", step.policy(), step.slice())
            .filter(f -> f.estimate().isPresent() && f.dailyViews() > 0);
    if (known.isEmpty()) {
      return new RoadmapLine(step, Optional.empty(), Optional.empty());
    }
    double views = Standing.viewsPerWeek(known.get());
    Interval prevalence = known.get().interval().orElseThrow();
    double middle = (step.least() + step.most()) / 2;
    return new RoadmapLine(
        step,
        Optional.of(Standing.value(known.get()) * views * middle),
        Optional.of(
            new Interval(
                prevalence.low() * views * step.least(),
                prevalence.high() * views * step.most(),
                prevalence.level())));
  }

  /** Expected violating views prevented a week for each unit of cost. */
  public Optional<Double> perCost() {
    return prevented.map(views -> views / step.cost());
  }
}
