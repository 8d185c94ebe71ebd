package io.hedgerow.engine.pack;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows diagnostics the way compilers do: place, message, the line, a caret, a hint. */
public final class DiagnosticText {
  private static final int WIDEST = 160;

  private DiagnosticText() {}

  /** All of them, with an empty line between. */
  public static String render(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(DiagnosticText::render).collect(Collectors.joining("\n"));
  }

  /** One of them, ending in a line break. */
  public static String render(Diagnostic diagnostic) {
    StringBuilder text = new StringBuilder();
    text.append(diagnostic.span())
        .append(": ")
        .append(diagnostic.severity().name().toLowerCase(Locale.ROOT))
        .append(": ")
        .append(diagnostic.message())
        .append('\n');
    if (!diagnostic.excerpt().isBlank()) {
      int column = Math.min(diagnostic.span().column(), diagnostic.excerpt().length() + 1);
      int from = column > WIDEST - 20 ? column - 60 : 0;
      String excerpt = diagnostic.excerpt();
      String shown = excerpt.substring(from, Math.min(excerpt.length(), from + WIDEST));
      text.append("  ").append(shown.replace('\t', ' ')).append('\n');
      text.append("  ").append(" ".repeat(Math.max(0, column - 1 - from))).append("^\n");
    }
    if (!diagnostic.hint().isEmpty()) {
      text.append("  hint: ").append(diagnostic.hint()).append('\n');
    }
    return text.toString();
  }
}
