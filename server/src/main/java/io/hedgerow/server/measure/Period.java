package io.hedgerow.server.measure;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whole days in UTC.
 *
 * @param from the first moment in it
 * @param to the first moment after it
 */
public record Period(Instant from, Instant to) {
  /** How many weeks a trend shows. */
  public static final int WEEKS = 12;

  private static final int DAYS = 28;
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter END =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  public Period {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("period must run forwards, was " + from + " to " + to);
    }
  }

  /** The 28 days up to the last midnight: a day that is not over would be restated all day. */
  static Period recent(Instant now) {
    LocalDate end = day(now);
    return of(end.minusDays(DAYS), end);
  }

  /** The 28 days before this. */
  Period before() {
    return new Period(from.minus(Duration.between(from, to)), from);
  }

  /** Whole weeks from Monday, oldest first, the last one ended by now. */
  static List<Period> weeks(Instant now) {
    LocalDate monday = day(now).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    List<Period> weeks = new ArrayList<>();
    for (int back = WEEKS; back > 0; back--) {
      weeks.add(of(monday.minusWeeks(back), monday.minusWeeks(back - 1L)));
    }
    return weeks;
  }

  /** {@code 2 Nov – 29 Nov 2026}, the last day included. */
  public String words() {
    return START.format(from) + " – " + END.format(to.minusSeconds(1));
  }

  private static LocalDate day(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  private static Period of(LocalDate from, LocalDate to) {
    return new Period(
        from.atStartOfDay(ZoneOffset.UTC).toInstant(), to.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
