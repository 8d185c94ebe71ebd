package io.hedgerow.server.measure;

import io.hedgerow.measurement.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that should worry leadership.
 *
 * @param metric whose definition stands behind it
 * @param weight violating views a week times how grave the policy is; 0 when it is not in views
 */
public record Risk(String what, String why, String metric, double weight) {
  /** As in the order of cases: each step of severity is about three times worse. */
  private static final double[] GRAVITY = {1, 3, 10, 30, 100};

  private static final int GRAVE = 3;
  private static final double MANY_OVERTURNED = 0.2;

  /** Known harm first, then grave policies nobody has measured, then the work itself. */
  static List<Risk> of(Status status) {
    List<Risk> risks = new ArrayList<>();
    for (Standing standing : status.standings()) {
      prevalence(standing).ifPresent(risks::add);
    }
    risks.sort(Comparator.comparingDouble(Risk::weight).reversed());
    for (Standing standing : status.standings()) {
      if (standing.policy().severity() >= GRAVE
          && standing.now().flatMap(Figure::estimate).isEmpty()) {
        risks.add(
            new Risk(
                standing.policy().title() + " is not measured",
                "Severity %d, and how much of it is seen is unknown."
                    .formatted(standing.policy().severity()),
                "prevalence",
                0));
      }
      overturned(status, standing).ifPresent(risks::add);
    }
    backlog(status).ifPresent(risks::add);
    return risks;
  }

  private static Optional<Risk> prevalence(Standing standing) {
    Standing.AgainstTarget target = standing.againstTarget();
    boolean rising = standing.trend().equals("rising");
    boolean worrying =
        target == Standing.AgainstTarget.MISSED || target == Standing.AgainstTarget.NOT_SHOWN;
    if (!worrying && !rising) {
      return Optional.empty();
    }
    double views = standing.violatingViews().orElse(0);
    String why =
        "About %,.0f violating views a week, severity %d, trend: %s."
            .formatted(views, standing.policy().severity(), standing.trend());
    String what =
        standing.policy().title()
            + (target == Standing.AgainstTarget.MISSED
                ? " is above its target"
                : worrying ? " is not shown to meet its target" : " is rising");
    return Optional.of(
        new Risk(what, why, "prevalence", views * GRAVITY[standing.policy().severity() - 1]));
  }

  private static Optional<Risk> overturned(Status status, Standing standing) {
    return status
        .figure("overturned", standing.policy().id())
        .flatMap(Figure::estimate)
        .filter(e -> e.interval().low() > MANY_OVERTURNED)
        .map(e ->
            new Risk(
                "Many restrictions for " + standing.policy().title() + " are wrong",
                String.format(
                    Locale.ENGLISH, "%.0f%% of %d appeals were won.", 100 * e.value(), e.draws()),
                "overturned",
                0));
  }

  private static Optional<Risk> backlog(Status status) {
    return status
        .figure("overdue", "")
        .flatMap(Figure::estimate)
        .map(Estimate::value)
        .filter(overdue -> overdue > 0)
        .map(overdue ->
            new Risk(
                "Cases are overdue",
                String.format(Locale.ENGLISH, "%,.0f waited longer than they should.", overdue),
                "overdue",
                0));
  }
}
