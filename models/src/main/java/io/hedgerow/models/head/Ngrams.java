package io.hedgerow.models.head;

import java.util.Arrays;
import java.util.Locale;

/**
 * Stretches of 2 to 5 characters within words as features, hashed into {@link #BUCKETS} places:
 * what a word looks like, where the encoder sees what it means. Misspelt slurs and mangled links
 * live here.
 */
public final class Ngrams {
  /** How many places there are; two n-grams may share one. */
  public static final int BUCKETS = 1 << 17;

  private static final int SHORTEST = 2;
  private static final int LONGEST = 5;
  private static final int LONGEST_TEXT = 4_000;

  private Ngrams() {}

  /**
   * The places a text fills, rising, and how strongly: 1 plus the logarithm of the count, scaled so
   * that all together have length 1.
   */
  @SuppressWarnings("ArrayRecordComponent") // read in inner loops
  public record Filled(int[] places, float[] values) {

    double dot(double[] weights, int from) {
      double sum = 0;
      for (int i = 0; i < places.length; i++) {
        sum += values[i] * weights[from + places[i]];
      }
      return sum;
    }

    /** Cosine with another text's. */
    double dot(Filled other) {
      double sum = 0;
      for (int i = 0, j = 0; i < places.length && j < other.places.length; ) {
        int order = Integer.compare(places[i], other.places[j]);
        sum += order == 0 ? values[i] * other.values[j] : 0;
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
      }
      return sum;
    }

    /** The weighted sum, with one weight for each place. */
    public double dot(float[] weights) {
      double sum = 0;
      for (int i = 0; i < places.length; i++) {
        sum += values[i] * weights[places[i]];
      }
      return sum;
    }
  }

  /** What a text fills; of a very long text its beginning. */
  public static Filled of(String text) {
    String lower =
        text.substring(0, Math.min(text.length(), LONGEST_TEXT)).toLowerCase(Locale.ROOT);
    int[] hashes = new int[(lower.length() + 2) * (LONGEST - SHORTEST + 1)];
    int count = 0;
    for (String word : lower.split("\\s+")) {
      count = word(word, hashes, count);
    }
    Arrays.sort(hashes, 0, count);
    return fill(hashes, count);
  }

  private static int word(String word, int[] hashes, int count) {
    if (word.isEmpty()) {
      return count;
    }
    String bounded = " " + word + " ";
    int at = count;
    for (int from = 0; from < bounded.length(); from++) {
      int hash = 0x811C9DC5;
      int end = Math.min(bounded.length(), from + LONGEST);
      for (int i = from; i < end; i++) {
        hash = (hash ^ bounded.charAt(i)) * 0x01000193;
        if (i - from + 1 >= SHORTEST && at < hashes.length) {
          hashes[at++] = (hash ^ hash >>> 15) * 0x2C1B3C6D >>> 15;
        }
      }
    }
    return at;
  }

  private static Filled fill(int[] hashes, int count) {
    int[] places = new int[count];
    float[] values = new float[count];
    int size = 0;
    double squares = 0;
    for (int i = 0; i < count; ) {
      int run = i;
      while (run < count && hashes[run] == hashes[i]) {
        run++;
      }
      double value = 1 + Math.log(run - i);
      places[size] = hashes[i];
      values[size++] = (float) value;
      squares += value * value;
      i = run;
    }
    float scale = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
    for (int i = 0; i < size; i++) {
      values[i] *= scale;
    }
    return new Filled(Arrays.copyOf(places, size), Arrays.copyOf(values, size));
  }
}
