package io.hedgerow.server.measure;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.NotEnoughData;
import java.util.Locale;

/** How figures look in words. */
public final class Shares {
  private Shares() {}

  /** A share in percent, with three significant digits below one percent. */
  public static String text(double share) {
    double percent = 100 * share;
    int digits = percent >= 10 ? 1 : percent >= 1 ? 2 : percent >= 0.1 ? 3 : 4;
    return String.format(Locale.ENGLISH, "%." + (percent == 0 ? 0 : digits) + "f%%", percent);
  }

  /** The number with its interval, or {@code unknown}. */
  public static String of(Figure figure, Definition.Kind kind) {
    return switch (figure.measured()) {
      case NotEnoughData _ -> "unknown";
      case Estimate e -> of(e, kind);
    };
  }

  private static String of(Estimate e, Definition.Kind kind) {
    Interval i = e.interval();
    return switch (kind) {
      case PREVALENCE, RECALL, PRECISION, TOGETHER, AUDITED, SHARE ->
          "%s (%s to %s)".formatted(text(e.value()), text(i.low()), text(i.high()));
      case VIEWS ->
          String.format(
              Locale.ENGLISH, "%,.0f a day (%,.0f to %,.0f)", e.value(), i.low(), i.high());
      case COUNT -> String.format(Locale.ENGLISH, "%,.0f", e.value());
      case DISTANCE -> String.format(Locale.ENGLISH, "%.2f, where 1 shares nothing", e.value());
      case QUANTILE ->
          String.format(Locale.ENGLISH, "%,.1f (%,.1f to %,.1f)", e.value(), i.low(), i.high());
    };
  }
}
