package io.hedgerow.models.encoder;

/**
 * Which lengths run together. On a processor the time of a batch follows its tokens, padding
 * included: 64 tokens take about as long in one text as in eight. What a batch saves is a tenth to
 * a fourth of the time of short texts, so padding must stay well below that.
 *
 * <p>Measurements: {@code docs/benchmarks/text.md}, section Speed.
 */
final class Batch {
  /** One padded token in so many. */
  private static final int PADDING = 12;

  /**
   * Tokens of a batch, padding included; one text alone may have more. Longer batches save nothing
   * more, and every text of them waits for the last.
   */
  private static final int MOST_TOKENS = 256;

  private final int mostRows;
  private int rows;
  private int width;
  private int tokens;

  Batch(int mostRows) {
    this.mostRows = mostRows;
  }

  /** Takes a text of this many tokens in, unless it would waste more than it saves. */
  boolean accepts(int length) {
    int wider = Math.max(width, length);
    int size = (rows + 1) * wider;
    int padding = size - tokens - length;
    if (rows > 0 && (rows == mostRows || size > MOST_TOKENS || padding * PADDING > size)) {
      return false;
    }
    rows++;
    width = wider;
    tokens += length;
    return true;
  }
}
