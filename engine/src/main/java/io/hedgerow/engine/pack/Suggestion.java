package io.hedgerow.engine.pack;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** Guesses which of the valid names an author meant. */
public final class Suggestion {
  private static final int SHOWN = 12;

  private Suggestion() {}

  /** A hint: the nearest name when one is near, and the valid ones when they are few. */
  public static String hint(String wrong, Collection<String> valid) {
    String near = nearest(wrong, valid).map(n -> "did you mean `" + n + "`? ").orElse("");
    if (valid.isEmpty()) {
      return "there are none";
    }
    if (valid.size() > SHOWN) {
      return near.isEmpty() ? "there are " + valid.size() + " to choose from" : near.strip();
    }
    return near + "valid: " + String.join(", ", new TreeSet<>(valid));
  }

  /** The nearest name within a third of its length. */
  public static Optional<String> nearest(String wrong, Collection<String> valid) {
    return valid.stream()
        .filter(name ->
            distance(wrong, name) <= Math.max(1, Math.max(wrong.length(), name.length()) / 3))
        .min(Comparator.<String>comparingInt(name -> distance(wrong, name)).thenComparing(n -> n));
  }

  /** Optimal string alignment distance: insert, delete, replace, swap neighbours. */
  static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 8 || a.length() > 100 || b.length() > 100) {
      return Integer.MAX_VALUE;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(int[][] d, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best =
        Math.min(d[i - 1][j] + 1, Math.min(d[i][j - 1] + 1, d[i - 1][j - 1] + (same ? 0 : 1)));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
