package io.hedgerow.server.console;

import io.hedgerow.server.traffic.Traffic;
import java.util.Locale;

/**
 * The hours around an alarm as SVG: a bar an hour, the judged one marked, a dashed line at the most
 * that chance explains. Colours come from the page's style sheet.
 */
public final class HourBars {
  private static final int BAR = 3;
  private static final int HEIGHT = 34;

  private HourBars() {}

  /** The chart; it has no text from outside. */
  public static String of(Traffic.Seen seen) {
    double top = seen.alarm().most();
    for (long count : seen.hours()) {
      top = Math.max(top, count);
    }
    StringBuilder out = new StringBuilder();
    add(
        out,
        "<svg class=\"hours\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">"
            + "<title>Hour by hour, three days before and half a day after</title>",
        BAR * seen.hours().size(),
        HEIGHT,
        BAR * seen.hours().size(),
        HEIGHT);
    for (int i = 0; i < seen.hours().size(); i++) {
      double height = HEIGHT * seen.hours().get(i) / top;
      add(
          out,
          "<rect class=\"%s\" x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\"/>",
          i == Traffic.HOURS_BEFORE ? "judged" : "hour",
          BAR * i,
          HEIGHT - height,
          BAR - 1,
          height);
    }
    double most = HEIGHT - HEIGHT * seen.alarm().most() / top;
    add(
        out,
        "<line class=\"most\" x1=\"0\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/></svg>",
        BAR * seen.hours().size(),
        most,
        most);
    return out.toString();
  }

  private static void add(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
  }
}
