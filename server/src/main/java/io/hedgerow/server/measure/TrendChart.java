package io.hedgerow.server.measure;

import io.hedgerow.measurement.Interval;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A policy's prevalence week by week as SVG: a dot for the estimate, a line for its interval, a
 * dashed line for the target. A week without an estimate shows a question mark, never a zero.
 *
 * <p>Colours come from the page's style sheet, so that it also prints.
 */
public final class TrendChart {
  private static final int WIDTH = 440;
  private static final int HEIGHT = 132;
  private static final int LEFT = 58;
  private static final int RIGHT = 10;
  private static final int TOP = 10;
  private static final int BOTTOM = 22;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Standing standing;
  private final List<Period> weeks;
  private final double top;
  private final StringBuilder out = new StringBuilder(4_096);

  private TrendChart(Standing standing, List<Period> weeks) {
    this.standing = standing;
    this.weeks = weeks;
    double highest =
        standing.weeks().stream()
            .flatMap(week -> week.flatMap(Figure::interval).stream())
            .mapToDouble(Interval::high)
            .max()
            .orElse(0);
    top = 1.08 * Math.max(1e-6, Math.max(highest, standing.target().orElse(0)));
  }

  /** The chart; its only text from outside is the policy's title, escaped. */
  public static String of(Standing standing, Status status) {
    return new TrendChart(standing, Period.weeks(status.at())).draw();
  }

  private String draw() {
    long known =
        standing.weeks().stream().filter(w -> w.flatMap(Figure::estimate).isPresent()).count();
    add(
        "<svg class=\"trend\" viewBox=\"0 0 %d %d\" role=\"img\"><title>%s: prevalence by week"
            + "</title><desc>%d of %d weeks are known; the numbers are in the table below.</desc>",
        WIDTH, HEIGHT, escaped(standing.policy().title()), known, weeks.size());
    axes();
    standing.target().ifPresent(this::target);
    for (int i = 0; i < weeks.size(); i++) {
      week(i, standing.weeks().get(i).filter(f -> f.estimate().isPresent()));
    }
    return out.append("</svg>").toString();
  }

  private void axes() {
    for (double value : new double[] {0, top / 2, top}) {
      add(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
              + "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT, WIDTH - RIGHT, y(value), y(value), LEFT - 6, y(value) + 3, Shares.text(value));
    }
    for (int i : new int[] {0, weeks.size() - 1}) {
      add(
          "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
          x(i), HEIGHT - 6, i == 0 ? "start" : "end", DAY.format(weeks.get(i).from()));
    }
  }

  private void target(double target) {
    add(
        "<line class=\"target\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
        LEFT, WIDTH - RIGHT, y(target), y(target));
  }

  private void week(int i, Optional<Figure> figure) {
    if (figure.isEmpty()) {
      add(
          "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">?</text>",
          x(i), y(0) - 4);
      return;
    }
    Interval interval = figure.get().interval().orElseThrow();
    add(
        "<line class=\"reach\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>"
            + "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>",
        x(i), x(i), y(interval.low()), y(interval.high()), x(i), y(Standing.value(figure.get())));
  }

  private double x(int week) {
    double room = WIDTH - LEFT - RIGHT - 16.0;
    return LEFT + 8 + room * week / Math.max(1, weeks.size() - 1);
  }

  private double y(double value) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  }

  private void add(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
