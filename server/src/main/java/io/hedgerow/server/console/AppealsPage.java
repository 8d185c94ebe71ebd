package io.hedgerow.server.console;

import io.hedgerow.review.Review;
import io.hedgerow.review.appeal.AppealStatistics;
import io.hedgerow.review.appeal.AppealStatistics.By;
import io.hedgerow.review.appeal.AppealStatistics.Line;
import io.hedgerow.review.appeal.Statement;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.review.AppealShares;
import io.hedgerow.server.review.Bounds;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What users object to and what comes of it: deadlines, and shares by policy, source, language. */
@Shows("appeals")
@RestController
public final class AppealsPage {
  /** Periods to choose from, in days. */
  public static final List<Integer> DAYS = List.of(7, 30, 90, 365);

  private static final int LINES = 50;
  private static final int SHOWN = 50;

  private final Templates templates;
  private final Review review;
  private final Bounds bounds;
  private final AppealStatistics statistics;
  private final InstantSource clock;

  AppealsPage(
      Templates templates,
      Review review,
      Bounds bounds,
      AppealStatistics statistics,
      InstantSource clock) {
    this.templates = templates;
    this.review = review;
    this.bounds = bounds;
    this.statistics = statistics;
    this.clock = clock;
  }

  @GetMapping("/console/appeals")
  ResponseEntity<byte[]> page(
      @RequestParam(defaultValue = "90") int days, HttpServletRequest request, Authentication who) {
    int period = DAYS.contains(days) ? days : 90;
    Instant now = clock.instant();
    Map<By, List<Line>> lines = new EnumMap<>(By.class);
    for (By by : By.values()) {
      lines.put(by, statistics.of(by, now.minus(Duration.ofDays(period)), now, now, LINES));
    }
    return templates.render(
        "appeals",
        Map.of(
            "page",
            Page.of("Appeals", "appeals", request, who),
            "days",
            period,
            "now",
            now,
            "waiting",
            open(who, review.appeals().waiting(SHOWN)),
            "decided",
            open(who, review.appeals().objectedTo(false, Long.MAX_VALUE, SHOWN)),
            "lines",
            lines));
  }

  private List<Statement> open(Authentication who, List<Statement> statements) {
    return bounds.open(who, statements, statement -> Optional.of(statement.entity()));
  }

  /** {@code 25% (8% to 53%)}, or a dash when nothing was answered. */
  public static String changed(Line line) {
    return AppealShares.changed(line)
        .map(share ->
            "%s (%s to %s)"
                .formatted(
                    Shown.percent(share.value()),
                    Shown.percent(share.interval().low()),
                    Shown.percent(share.interval().high())))
        .orElse("–");
  }

  public static String hours(Line line) {
    return line.hours().isPresent()
        ? String.format(Locale.ENGLISH, "%.1f", line.hours().getAsDouble())
        : "–";
  }
}
