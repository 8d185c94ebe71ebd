package io.hedgerow.engine.condition;

import static io.hedgerow.engine.condition.FunctionTable.DOUBLE;
import static io.hedgerow.engine.condition.FunctionTable.INT;
import static io.hedgerow.engine.condition.FunctionTable.at;
import static io.hedgerow.engine.condition.FunctionTable.time;

import java.util.List;

/** Functions of times. */
final class TimeFunctions {
  private TimeFunctions() {}

  static List<Function> all() {
    FunctionTable functions = new FunctionTable("Time");
    functions.add(
        "hour_of_day",
        List.of(time("time")),
        INT,
        "Hour in UTC, 0 to 23.",
        "hour_of_day(timestamp(\"2026-01-05T12:30:00Z\")) == 12",
        a -> (long) at(a, 0).atZone(java.time.ZoneOffset.UTC).getHour());
    functions.add(
        "day_of_week",
        List.of(time("time")),
        INT,
        "Day in UTC, Monday is 1.",
        "day_of_week(timestamp(\"2026-01-05T12:30:00Z\")) == 1",
        a -> (long) at(a, 0).atZone(java.time.ZoneOffset.UTC).getDayOfWeek().getValue());
    functions.add(
        "days_between",
        List.of(time("from"), time("to")),
        DOUBLE,
        "Days from one time to another; negative when they run backwards.",
        "days_between(timestamp(\"2026-01-05T00:00:00Z\"), timestamp(\"2026-01-06T12:00:00Z\")) == 1.5",
        a -> java.time.Duration.between(at(a, 0), at(a, 1)).toMillis() / 86_400_000.0);
    return functions.list();
  }
}
