package io.hedgerow.server.traffic;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.server.webhook.About;
import java.time.Instant;
import java.util.Locale;

/**
 * Something about traffic that chance does not explain.
 *
 * @param name the slice, score or field it is about
 * @param hour that was judged; for drift the last hour of the day
 * @param observed the count, or how far the week is from the four before it
 * @param expected the count that the same hours of earlier seasons lead one to expect; 0 for drift
 * @param most the highest that chance, or what is usually taken for steady, explains; for a fall
 *     the lowest
 */
public record TrafficAlarm(
    Kind kind, String name, Instant hour, double observed, double expected, double most) {
  /** What it is about. */
  public enum Kind {
    /** A slice is higher than the same hours before. */
    SPIKE,
    /** A slice is lower than the same hours before. */
    FALL,
    /** The values of a field are shared otherwise. */
    MIX,
    /** A model's scores are distributed otherwise. */
    SCORE,
    /** Texts are about something else. */
    TEXT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** True when it is about a count of an hour. */
  public boolean counted() {
    return kind == Kind.SPIKE || kind == Kind.FALL;
  }

  /** In one sentence, for logs and pages. */
  public String words() {
    return switch (kind) {
      case SPIKE ->
          String.format(
              Locale.ENGLISH,
              "%s: %,.0f in the hour, expected about %,.1f, at most %,.0f",
              name,
              observed,
              expected,
              most);
      case FALL ->
          String.format(
              Locale.ENGLISH,
              "%s: only %,.0f in the hour, expected about %,.1f, at least %,.0f",
              name,
              observed,
              expected,
              most);
      case MIX, SCORE ->
          String.format(
              Locale.ENGLISH, "%s: stability index %.2f, steady below %.2f", name, observed, most);
      case TEXT ->
          String.format(Locale.ENGLISH, "%s: other things are written about than before", name);
    };
  }

  /** What webhooks send. */
  String body(Instant raised) {
    return CanonicalJson.write(
        members(
            "type", About.TRAFFIC.type(),
            "timestamp", raised.toString(),
            "data",
                members(
                    "kind", kind.word(),
                    "name", name,
                    "hour", hour.toString(),
                    "observed", observed,
                    "expected", expected,
                    "most", most,
                    "what", words())));
  }
}
