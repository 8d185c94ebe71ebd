package io.hedgerow.engine.condition;

import static io.hedgerow.engine.condition.FunctionTable.DOUBLE;
import static io.hedgerow.engine.condition.FunctionTable.decimal;
import static io.hedgerow.engine.condition.FunctionTable.number;

import java.util.List;

/** Functions of numbers. */
final class NumberFunctions {
  private NumberFunctions() {}

  static List<Function> all() {
    FunctionTable functions = new FunctionTable("Numbers");
    functions.add(
        "ratio",
        List.of(number("part"), number("whole")),
        DOUBLE,
        "part / whole; 0 when the whole is 0.",
        "ratio(1, 4) == 0.25 && ratio(1, 0) == 0.0",
        a -> decimal(a, 1) == 0 ? 0.0 : decimal(a, 0) / decimal(a, 1));
    functions.add(
        "least",
        List.of(number("a"), number("b")),
        DOUBLE,
        "The smaller.",
        "least(1, 2.5) == 1.0",
        a -> Math.min(decimal(a, 0), decimal(a, 1)));
    functions.add(
        "greatest",
        List.of(number("a"), number("b")),
        DOUBLE,
        "The larger.",
        "greatest(1, 2.5) == 2.5",
        a -> Math.max(decimal(a, 0), decimal(a, 1)));
    functions.add(
        "absolute",
        List.of(number("a")),
        DOUBLE,
        "Without its sign.",
        "absolute(-2) == 2.0",
        a -> Math.abs(decimal(a, 0)));
    functions.add(
        "log1p",
        List.of(number("a")),
        DOUBLE,
        "Natural logarithm of 1 + a; a must be above -1.",
        "log1p(0) == 0.0",
        a -> Math.log1p(decimal(a, 0)));
    return functions.list();
  }
}
