package io.hedgerow.server.quality;

import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;

/** Reads days, and turns what a range check says into a refusal. */
public final class Days {
  private Days() {}

  public static LocalDate read(String name, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException _) {
      throw Refusal.at(
          ProblemType.INVALID, name, "`" + name + "` must be a date such as 2026-03-01");
    }
  }

  /** Does something whose ranges are checked further in. */
  public static <T> T refusing(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException wrong) {
      throw Refusal.of(ProblemType.INVALID, String.valueOf(wrong.getMessage()));
    }
  }
}
