package io.hedgerow.engine.condition;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Reads RFC 3339 times; the usual form, in UTC and to the second, without the general parser. */
final class Times {
  private static final String USUAL = "0000-00-00T00:00:00Z";

  private Times() {}

  /**
   * @throws java.time.DateTimeException when it is no time
   */
  static Instant parse(String text) {
    return isUsual(text) ? usual(text) : OffsetDateTime.parse(text).toInstant();
  }

  private static boolean isUsual(String text) {
    if (text.length() != USUAL.length()) {
      return false;
    }
    for (int i = 0; i < USUAL.length(); i++) {
      char pattern = USUAL.charAt(i);
      char c = text.charAt(i);
      if (pattern == '0' ? c < '0' || c > '9' : c != pattern) {
        return false;
      }
    }
    return number(text, 11) < 24 && number(text, 14) < 60 && number(text, 17) < 60;
  }

  private static Instant usual(String text) {
    int year = number(text, 0) * 100 + number(text, 2);
    long day = LocalDate.of(year, number(text, 5), number(text, 8)).toEpochDay();
    long second = number(text, 11) * 3_600L + number(text, 14) * 60L + number(text, 17);
    return Instant.ofEpochSecond(day * 86_400 + second);
  }

  private static int number(String text, int at) {
    return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
  }
}
