package io.hedgerow.engine.condition;

import io.hedgerow.engine.pack.Diagnostics;
import io.hedgerow.engine.pack.Expression;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A rule's reason: text with CEL in braces, filled in when the rule fires. {@code {{} writes a brace.
 */
public final class ReasonTemplate {
  private static final int LONGEST = 500;

  /** Text as it stands, or an expression to fill in. */
  private sealed interface Part {
    record Text(String text) implements Part {}

    record Filled(String source, ValueExpression value) implements Part {}
  }

  private final List<Part> parts;

  /** The whole, where nothing is filled in. */
  private final Optional<String> fixed;

  private ReasonTemplate(List<Part> parts) {
    this.parts = List.copyOf(parts);
    this.fixed =
        parts.stream().allMatch(Part.Text.class::isInstance)
            ? Optional.of(
                shortened(
                    parts.stream().map(p -> ((Part.Text) p).text()).collect(Collectors.joining())))
            : Optional.empty();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** Checks every expression in it; what is wrong becomes a diagnostic. */
  public static ReasonTemplate compile(
      Expression template, ConditionCompiler compiler, Diagnostics diagnostics) {
    List<Part> parts = new ArrayList<>();
    String source = template.source();
    int from = 0;
    while (from < source.length()) {
      int open = source.indexOf('{', from);
      if (open < 0) {
        break;
      }
      parts.add(new Part.Text(source.substring(from, open)));
      int close = source.indexOf('}', open);
      if (source.startsWith("{{}", open)) {
        parts.add(new Part.Text("{"));
        from = open + 3;
        continue;
      }
      if (close < 0) {
        diagnostics.error(
            template.at(open),
            "this brace is never closed",
            "close it, or write `{{}` for a brace");
        return new ReasonTemplate(parts);
      }
      String inner = source.substring(open + 1, close);
      compiler
          .value(new Expression(inner, template.at(open + 1)))
          .ifPresent(value -> parts.add(new Part.Filled(inner, value)));
      from = close + 1;
    }
    parts.add(new Part.Text(source.substring(from)));
    return new ReasonTemplate(parts);
  }

  /** What stands in braces, as far as the braces match. */
  public static List<Expression> expressions(Expression template) {
    List<Expression> inner = new ArrayList<>();
    String source = template.source();
    int open = source.indexOf('{');
    while (open >= 0) {
      int close = source.indexOf('}', open);
      if (close < 0) {
        break;
      }
      inner.add(new Expression(source.substring(open + 1, close), template.at(open + 1)));
      open = source.indexOf('{', close);
    }
    return inner;
  }

  /** The text with values; what is absent shows as {@code (no event.link)}. */
  public String fill(Scope scope) {
    return fixed.isPresent() ? fixed.get() : filled(scope);
  }

  private String filled(Scope scope) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String fixed) -> text.append(fixed);
        case Part.Filled(String source, ValueExpression value) ->
            text.append(
                value.evaluate(scope).map(ReasonTemplate::show).orElse("(no " + source + ")"));
      }
    }
    return shortened(text.toString());
  }

  private static String show(Object value) {
    return switch (value) {
      case Double d when d == Math.rint(d) && Math.abs(d) < 1e15 -> Long.toString(Math.round(d));
      case Double d when Double.isFinite(d) ->
          new BigDecimal(d).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
      case Instant instant -> instant.toString();
      case Optional<?> optional -> optional.map(String::valueOf).orElse("");
      default -> String.valueOf(value);
    };
  }
}
