package io.hedgerow.models.suggest;

import java.util.Locale;

/**
 * A small vector of the words of a text, for telling like from unlike without an encoder: each word
 * adds a random direction that is its own (Charikar, STOC 2002, before rounding to bits).
 */
public final class WordSketch {
  private static final int SIZE = 64;

  private WordSketch() {}

  /** The vector, of length 1; all zero for a text without words. */
  public static float[] of(String text) {
    float[] sketch = new float[SIZE];
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (!word.isEmpty()) {
        add(sketch, word);
      }
    }
    double squares = 0;
    for (float each : sketch) {
      squares += each * each;
    }
    float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
    for (int i = 0; i < SIZE; i++) {
      sketch[i] *= scale;
    }
    return sketch;
  }

  private static void add(float[] sketch, String word) {
    long bits = word.hashCode() * 0x9E3779B97F4A7C15L;
    bits = (bits ^ (bits >>> 32)) * 0xD6E8FEB86659FD93L;
    bits ^= bits >>> 29;
    for (int i = 0; i < SIZE; i++) {
      sketch[i] += (bits >>> i & 1) == 0 ? 1 : -1;
    }
  }
}
