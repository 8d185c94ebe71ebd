package io.hedgerow.engine.condition;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Values in traces: as CEL would write them, shortened. */
final class Shown {
  private static final int LONGEST = 200;
  private static final MathContext SIX = new MathContext(6, RoundingMode.HALF_UP);
  private static final Optional<String> TRUE = Optional.of("true");
  private static final Optional<String> FALSE = Optional.of("false");

  private Shown() {}

  static Optional<String> of(Object value) {
    return switch (value) {
      case Boolean truth -> truth ? TRUE : FALSE;
      case Long whole -> Optional.of(Long.toString(whole));
      default -> Optional.of(shortened(text(value)));
    };
  }

  private static String text(Object value) {
    return switch (value) {
      case String s -> quoted(s);
      case Double d -> number(d);
      case Instant instant -> instant.toString();
      case TermList list -> list.toString();
      case Map<?, ?> map -> "map of " + map.size();
      case Collection<?> list -> list.toString();
      default -> String.valueOf(value);
    };
  }

  private static String quoted(String text) {
    String escaped =
        text.indexOf('\\') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0
            ? text
            : text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return "\"" + escaped + "\"";
  }

  /** Six significant digits, as {@code %.6g} gives them but several times faster. */
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Double.toString(value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(SIX);
    int whole = rounded.precision() - rounded.scale();
    return whole >= -3 && whole <= 6
        ? rounded.setScale(6 - whole, RoundingMode.UNNECESSARY).toPlainString()
        : String.format(java.util.Locale.ROOT, "%.6g", value);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
