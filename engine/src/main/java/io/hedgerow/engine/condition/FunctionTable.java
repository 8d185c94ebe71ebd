package io.hedgerow.engine.condition;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import io.hedgerow.engine.condition.Function.Body;
import io.hedgerow.engine.condition.Function.Parameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One group of functions as it grows, and the words it is written in. */
final class FunctionTable {
  static final CelType STRING = SimpleType.STRING;
  static final CelType INT = SimpleType.INT;
  static final CelType DOUBLE = SimpleType.DOUBLE;
  static final CelType BOOL = SimpleType.BOOL;
  static final CelType STRINGS = ListType.create(SimpleType.STRING);

  private final String group;
  private final List<Function> all = new ArrayList<>();

  FunctionTable(String group) {
    this.group = group;
  }

  void add(
      String name,
      List<Parameter> parameters,
      CelType result,
      String summary,
      String example,
      Body body) {
    all.add(new Function(group, name, parameters, result, summary, example, body));
  }

  List<Function> list() {
    return List.copyOf(all);
  }

  static Parameter string(String name) {
    return new Parameter(name, STRING, String.class);
  }

  static Parameter number(String name) {
    return new Parameter(name, SimpleType.DYN, Number.class);
  }

  static Parameter integer(String name) {
    return new Parameter(name, INT, Long.class);
  }

  static Parameter strings(String name) {
    return new Parameter(name, STRINGS, List.class);
  }

  static Parameter list(String name) {
    return new Parameter(name, MapType.create(STRING, BOOL), Map.class);
  }

  static Parameter time(String name) {
    return new Parameter(name, SimpleType.TIMESTAMP, Instant.class);
  }

  static String string(Object[] arguments, int at) {
    return (String) arguments[at];
  }

  static double decimal(Object[] arguments, int at) {
    return ((Number) arguments[at]).doubleValue();
  }

  static long whole(Object[] arguments, int at) {
    return (Long) arguments[at];
  }

  static Map<?, ?> map(Object[] arguments, int at) {
    return (Map<?, ?>) arguments[at];
  }

  static List<?> list(Object[] arguments, int at) {
    return (List<?>) arguments[at];
  }

  static Instant at(Object[] arguments, int at) {
    return (Instant) arguments[at];
  }
}
