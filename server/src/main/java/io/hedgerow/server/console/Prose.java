package io.hedgerow.server.console;

import java.util.List;
import java.util.regex.Pattern;

/** Lays out running text that was written in a file of short lines. */
public final class Prose {
  private static final Pattern BLANK_LINE = Pattern.compile("(?>\\R)[ \\t]*\\R\\s*");
  private static final Pattern LINE_END = Pattern.compile("[ \\t]*(?>\\R)[ \\t]*+(?![-*•] )");

  private Prose() {}

  /**
   * Its paragraphs: a blank line parts two. The end of a line alone parts nothing, except before a
   * list's next point.
   */
  public static List<String> paragraphs(String text) {
    return BLANK_LINE
        .splitAsStream(text.strip())
        .filter(paragraph -> !paragraph.isEmpty())
        .map(paragraph -> LINE_END.matcher(paragraph).replaceAll(" "))
        .toList();
  }
}
