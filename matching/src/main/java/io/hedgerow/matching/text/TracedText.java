package io.hedgerow.matching.text;

import org.jspecify.annotations.Nullable;

/**
 * A text on its way through the steps, with the original stretch of each unit; without arrays each
 * unit stands for itself.
 */
@SuppressWarnings("ArrayRecordComponent") // never changed once here, and never leaves the package
record TracedText(String text, int @Nullable [] starts, int @Nullable [] ends) {

  static TracedText of(String original) {
    return new TracedText(original, null, null);
  }

  int length() {
    return text.length();
  }

  int start(int at) {
    return starts == null ? at : starts[at];
  }

  int end(int at) {
    return ends == null ? at + 1 : ends[at];
  }

  /** The same stretches under another text of equal length. */
  TracedText under(String sameLength) {
    return new TracedText(sameLength, starts, ends);
  }
}
