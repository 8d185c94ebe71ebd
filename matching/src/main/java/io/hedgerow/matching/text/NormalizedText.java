package io.hedgerow.matching.text;

/**
 * A normalised text that remembers which stretch of the original each of its characters stands for.
 * Immutable.
 */
public final class NormalizedText {
  private final String original;
  private final TracedText traced;

  NormalizedText(String original, TracedText traced) {
    this.original = original;
    this.traced = traced;
  }

  /** What was written. */
  public String original() {
    return original;
  }

  /** What it reads as. */
  public String text() {
    return traced.text();
  }

  /**
   * Where in the original a stretch of the normalised text comes from. Starts and ends never run
   * backwards: a later stretch has no earlier start.
   */
  public Span toOriginal(int from, int to) {
    if (from < 0 || to < from || to > text().length()) {
      throw new IndexOutOfBoundsException(
          "stretch must lie in 0..%d, was %d..%d".formatted(text().length(), from, to));
    }
    if (from == to) {
      int at = from < text().length() ? traced.start(from) : original.length();
      return new Span(at, at);
    }
    return new Span(traced.start(from), traced.end(to - 1));
  }
}
