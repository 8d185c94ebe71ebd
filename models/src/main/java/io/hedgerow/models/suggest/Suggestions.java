package io.hedgerow.models.suggest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Chooses what to label next: some texts the model is unsure of, some it believes break the policy
 * (rare breaches are found no other way), some unlike all others chosen, and some drawn at random.
 * Only the random ones can later say how good the model is; never measure on the others.
 */
public final class Suggestions {
  /** Unsure and diverse picks look at this many candidates a pick. */
  private static final int LOOKED_AT = 8;

  private Suggestions() {}

  /**
   * A text without a label.
   *
   * @param score in [0, 1]
   * @param vector what it is about, of length 1; all of equal size
   */
  @SuppressWarnings("ArrayRecordComponent") // read only, thousands of them
  public record Candidate(double score, float[] vector) {
    public Candidate {
      if (!(score >= 0 && score <= 1)) {
        throw new IllegalArgumentException("score must be in [0, 1], was " + score);
      }
    }
  }

  /** Why a text was chosen. */
  public enum Reason {
    /** Drawn blindly, so that something can be measured on it. */
    RANDOM,
    /** The model does not know. */
    UNSURE,
    /** The model believes that it breaks the policy. */
    LIKELY,
    /** Unlike what was chosen before. */
    UNLIKE
  }

  /**
   * A choice.
   *
   * @param place among the candidates
   */
  public record Suggestion(int place, Reason reason) {}

  /**
   * How to share the choices out; shares of all, together 1.
   *
   * @param random at least 0.05, for honesty
   */
  public record Shares(double random, double unsure, double likely, double unlike) {
    /** A fifth random, two fifths unsure, a fifth likely, a fifth unlike. */
    public static final Shares USUAL = new Shares(0.2, 0.4, 0.2, 0.2);

    public Shares {
      if (random < 0.05 || unsure < 0 || likely < 0 || unlike < 0) {
        throw new IllegalArgumentException(
            "shares must be at least 0, and 0.05 for random, were %s, %s, %s, %s"
                .formatted(random, unsure, likely, unlike));
      }
      double sum = random + unsure + likely + unlike;
      if (Math.abs(sum - 1) > 1e-6) {
        throw new IllegalArgumentException("shares must add up to 1, added up to " + sum);
      }
    }
  }

  /** Chooses; all candidates when there are no more. The same seed chooses the same. */
  public static List<Suggestion> choose(
      List<Candidate> candidates, int count, Shares shares, long seed) {
    Choice choice = new Choice(candidates);
    int wanted = Math.min(count, candidates.size());
    int random = (int) Math.ceil(shares.random() * wanted);
    int likely = (int) Math.round(shares.likely() * wanted);
    int unlike = (int) Math.round(shares.unlike() * wanted);
    choice.random(random, seed);
    choice.best(
        Math.min(likely, wanted - choice.size()), Reason.LIKELY, i -> candidates.get(i).score());
    choice.unlike(
        Math.min(unlike, wanted - choice.size()),
        IntStream.range(0, candidates.size()).toArray(),
        Reason.UNLIKE);
    int unsure = wanted - choice.size();
    choice.unlike(unsure, choice.unsurest(unsure * LOOKED_AT), Reason.UNSURE);
    return choice.chosen;
  }

  /** What has been chosen so far. */
  private static final class Choice {
    private final List<Candidate> candidates;
    private final List<Suggestion> chosen = new ArrayList<>();
    private final boolean[] taken;

    /** Of each candidate, its likeness to the most alike chosen one. */
    private final double[] likeness;

    Choice(List<Candidate> candidates) {
      this.candidates = candidates;
      taken = new boolean[candidates.size()];
      likeness = new double[candidates.size()];
      Arrays.fill(likeness, -1);
    }

    int size() {
      return chosen.size();
    }

    void random(int count, long seed) {
      List<Integer> places =
          new ArrayList<>(IntStream.range(0, candidates.size()).boxed().toList());
      java.util.Collections.shuffle(places, new Random(seed));
      places.stream().limit(count).forEach(place -> take(place, Reason.RANDOM));
    }

    void best(int count, Reason reason, IntToDoubleFunction worth) {
      IntStream.range(0, taken.length)
          .filter(i -> !taken[i])
          .boxed()
          .sorted(Comparator.comparingDouble((Integer i) -> -worth.applyAsDouble(i)))
          .limit(count)
          .toList()
          .forEach(place -> take(place, reason));
    }

    int[] unsurest(int count) {
      return IntStream.range(0, taken.length)
          .filter(i -> !taken[i])
          .boxed()
          .sorted(Comparator.comparingDouble(i -> Math.abs(candidates.get(i).score() - 0.5)))
          .limit(count)
          .mapToInt(Integer::intValue)
          .toArray();
    }

    /** Farthest first (Gonzalez 1985): each time the one least like all chosen before. */
    void unlike(int count, int[] among, Reason reason) {
      for (int i = 0; i < count; i++) {
        int best = -1;
        for (int place : among) {
          if (!taken[place] && (best < 0 || likeness[place] < likeness[best])) {
            best = place;
          }
        }
        if (best < 0) {
          return;
        }
        take(best, reason);
      }
    }

    private void take(int place, Reason reason) {
      taken[place] = true;
      chosen.add(new Suggestion(place, reason));
      float[] vector = candidates.get(place).vector();
      for (int i = 0; i < likeness.length; i++) {
        if (!taken[i]) {
          likeness[i] = Math.max(likeness[i], dot(vector, candidates.get(i).vector()));
        }
      }
    }

    private static double dot(float[] a, float[] b) {
      float sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }
  }
}
