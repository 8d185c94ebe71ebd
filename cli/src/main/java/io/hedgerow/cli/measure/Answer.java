package io.hedgerow.cli.measure;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import java.util.Locale;

/** Words one measured number, for a person or as a JSON line. */
final class Answer {
  private Answer() {}

  static String text(String name, Measured measured) {
    return switch (measured) {
      case NotEnoughData(String missing) -> name + ": unknown, needs " + missing;
      case Estimate e ->
          String.format(
              Locale.ROOT,
              "%s: %.4f%% (%.0f%% interval %.4f%% to %.4f%%), %d labels worth %.0f simple random ones",
              name,
              100 * e.value(),
              100 * e.interval().level(),
              100 * e.interval().low(),
              100 * e.interval().high(),
              e.draws(),
              e.effectiveSize());
    };
  }

  static String json(String name, Measured measured) {
    return switch (measured) {
      case NotEnoughData(String missing) ->
          CanonicalJson.write(CanonicalJson.members("name", name, "missing", missing));
      case Estimate e ->
          CanonicalJson.write(
              CanonicalJson.members(
                  "name", name,
                  "value", e.value(),
                  "low", e.interval().low(),
                  "high", e.interval().high(),
                  "level", e.interval().level(),
                  "standard_error", e.standardError(),
                  "labels", e.draws(),
                  "effective_size", e.effectiveSize()));
    };
  }
}
