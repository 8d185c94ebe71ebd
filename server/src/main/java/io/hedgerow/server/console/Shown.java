package io.hedgerow.server.console;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.review.report.Trust;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How values look on pages. */
public final class Shown {
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Shown() {}

  /** A number of things: {@code 1 strike}, {@code 1,024 strikes}. */
  public static String count(long number, String thing) {
    return number(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** How far a reporter is believed, with how sure that is. */
  public static String trust(Trust trust) {
    String believed =
        String.format(
            Locale.ROOT, "believed %.0f%% ± %.0f", 100 * trust.mean(), 100 * trust.deviation());
    return trust.decided() == 0
        ? believed + ", no other report decided yet"
        : "%s, %d of %d other reports upheld".formatted(believed, trust.upheld(), trust.decided());
  }

  /** In UTC, to the second; the whole time stands beside it for machines. */
  public static String time(Instant instant) {
    return DAY_AND_TIME.format(instant);
  }

  /** How long something has waited: {@code 3 d 4 h}, {@code 12 min}. */
  public static String ago(Instant then, Instant now) {
    Duration time = Duration.between(then, now);
    if (time.toMinutes() < 60) {
      return Math.max(0, time.toMinutes()) + " min";
    }
    return time.toDays() == 0
        ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
        : "%d d %d h".formatted(time.toDays(), time.toHoursPart());
  }

  /** Each word once, with how often it is there, in order of first being there. */
  public static Map<String, Long> times(List<String> words) {
    return words.stream()
        .collect(
            Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
  }

  public static String number(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /** A short time, in milliseconds. */
  public static String took(Duration time) {
    return String.format(Locale.ENGLISH, "%.2f ms", time.toNanos() / 1e6);
  }

  public static String percent(double share) {
    return String.format(Locale.ENGLISH, "%.0f%%", share * 100);
  }

  /** The page of an entity. */
  public static String link(EntityId entity) {
    return "/console/entities/" + entity.kind() + "/" + encode(entity.id());
  }

  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A value of an event's data, as text. */
  public static String value(Object value) {
    return value instanceof String text ? text : CanonicalJson.write(value);
  }

  /** {@code now} or a time. */
  public static String until(Optional<Instant> end) {
    return end.map(at -> "until " + time(at)).orElse("until lifted");
  }
}
