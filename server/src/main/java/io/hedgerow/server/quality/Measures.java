package io.hedgerow.server.quality;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import java.util.Locale;
import java.util.Map;

/**
 * How a measured number looks: never without its interval, and never made up where data is thin.
 */
public final class Measures {
  private Measures() {}

  /** As JSON. */
  public static Map<String, Object> tree(Measured measured) {
    return switch (measured) {
      case Estimate e ->
          members(
              "value", e.value(),
              "low", e.interval().low(),
              "high", e.interval().high(),
              "of", (long) e.draws());
      case NotEnoughData(String missing) -> members("missing", missing);
    };
  }

  /** A share, for people. */
  public static String share(Measured measured) {
    return switch (measured) {
      case Estimate e ->
          String.format(
              Locale.ENGLISH,
              "%.0f%% (%.0f to %.0f%%) of %,d",
              e.value() * 100,
              e.interval().low() * 100,
              e.interval().high() * 100,
              e.draws());
      case NotEnoughData(String missing) -> "needs " + missing;
    };
  }

  /** A coefficient, for people. */
  public static String coefficient(Measured measured) {
    return switch (measured) {
      case Estimate e ->
          String.format(
              Locale.ENGLISH,
              "%.2f (%.2f to %.2f)",
              e.value(),
              e.interval().low(),
              e.interval().high());
      case NotEnoughData(String missing) -> "needs " + missing;
    };
  }
}
