package io.hedgerow.matching.text;

import java.util.Arrays;

/**
 * A signature of a text whose agreement with another estimates how many of their word triples (for
 * texts under three words, letters) they share (Broder 1997). One pass over the text and one hash a
 * triple: each lands in one of {@value #SIZE} places and the smallest stays; an empty place borrows
 * from its neighbour (one-permutation hashing with rotation, Shrivastava and Li, ICML 2014).
 *
 * @param places smallest hash of each place
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in, compared by content below
public record MinHash(int[] places) {
  /** Places of a signature; the estimate is within about 0.09 (one standard error) or better. */
  public static final int SIZE = 128;

  private static final int WORDS = 3;
  private static final int LETTERS = 4;
  private static final long EMPTY = Long.MAX_VALUE;

  public MinHash {
    if (places.length != SIZE) {
      throw new IllegalArgumentException("signature must have 128 places, had " + places.length);
    }
    places = places.clone();
  }

  /** The signature of a text as it reads once normalised. */
  public static MinHash of(NormalizedText text) {
    long[] smallest = new long[SIZE];
    Arrays.fill(smallest, EMPTY);
    if (!shingles(text.text(), smallest)) {
      String letters = text.text().strip();
      for (int i = 0; i + LETTERS <= letters.length() || i == 0; i++) {
        long hash = 0;
        for (int j = i; j < Math.min(i + LETTERS, letters.length()); j++) {
          hash = mix(hash + letters.charAt(j) + 1);
        }
        put(smallest, hash);
      }
    }
    return new MinHash(borrowed(smallest));
  }

  private static boolean shingles(String text, long[] smallest) {
    long[] words = new long[WORDS];
    int count = 0;
    long word = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
        word = mix(word + c + 1);
      } else if (word != 0) {
        words[count++ % WORDS] = word;
        word = 0;
        if (count >= WORDS) {
          put(smallest, triple(words, count));
        }
      }
    }
    return count >= WORDS;
  }

  private static long triple(long[] words, int next) {
    long hash = 0;
    for (int i = 0; i < WORDS; i++) {
      hash = mix(hash + words[(next + i) % WORDS]);
    }
    return hash;
  }

  private static void put(long[] smallest, long hash) {
    int place = (int) (hash >>> 57);
    smallest[place] = Math.min(smallest[place], hash & 0xFFFFFFFFL);
  }

  private static int[] borrowed(long[] smallest) {
    int[] places = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      int distance = 0;
      while (distance < SIZE - 1 && smallest[(i + distance) % SIZE] == EMPTY) {
        distance++;
      }
      places[i] = (int) mix(smallest[(i + distance) % SIZE] + 0x51ED270BL * distance);
    }
    return places;
  }

  private static long mix(long value) {
    long mixed = value * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }

  /** Estimated share of triples in common, in [0, 1]. */
  public double similarity(MinHash other) {
    int equal = 0;
    for (int i = 0; i < SIZE; i++) {
      equal += places[i] == other.places[i] ? 1 : 0;
    }
    return (double) equal / SIZE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MinHash that && Arrays.equals(places, that.places);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(places);
  }
}
