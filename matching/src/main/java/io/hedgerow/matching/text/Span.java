package io.hedgerow.matching.text;

/**
 * A stretch of a text, in UTF-16 units.
 *
 * @param start of the first unit
 * @param end after the last unit, at least {@code start}
 */
public record Span(int start, int end) {
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("span must run upwards from 0, was " + start + ".." + end);
    }
  }

  /** The part of the text that lies in the span. */
  public String of(String text) {
    return text.substring(start, end);
  }
}
