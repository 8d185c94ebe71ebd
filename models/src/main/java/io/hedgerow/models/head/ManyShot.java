package io.hedgerow.models.head;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Learns a head from hundreds of labels or more: one logistic regression over the encoder's layers
 * and character n-grams, with a ridge penalty for each of the two. How strong they are is chosen on
 * every fifth example, which the choice does not train on; the head is then trained on all.
 *
 * <p>No randomness; the same examples in the same order give the same head.
 */
public final class ManyShot {
  private static final int ITERATIONS = 120;
  private static final int HELD_BACK = 5;

  /** Penalties for a dense weight, divided by the number of examples. */
  private static final double[] DENSE = {0.3, 1, 3};

  /** How much more penalty an n-gram's weight gets, beside 1; the last switches n-grams off. */
  private static final double[] NGRAM = {0.3, 1000};

  private ManyShot() {}

  /** A labelled text: its features and its n-grams. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Example(float[] features, Ngrams.Filled ngrams, boolean positive) {}

  /**
   * What training made.
   *
   * @param ngrams a weight for each of {@link Ngrams#BUCKETS}
   * @param heldBack logits of every fifth example from a fit that had not seen it, in their order;
   *     for calibration
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Trained(LinearHead head, float[] ngrams, double[] heldBack) {

    /** The logit of a text. */
    public double logit(float[] features, Ngrams.Filled filled) {
      return head.logit(features) + filled.dot(ngrams);
    }
  }

  /**
   * Trains.
   *
   * @throws IllegalArgumentException if one of the two classes has no example
   */
  public static Trained train(List<Example> examples) {
    FewShot.balance(labels(examples));
    List<Example> fitted = part(examples, false);
    List<Example> heldBack = part(examples, true);
    Search search = new Search(fitted, heldBack, new double[size(examples)]);
    for (double dense : DENSE) {
      search.tryOut(dense, 1);
    }
    double dense = search.dense;
    for (double ngram : NGRAM) {
      search.tryOut(dense, ngram);
    }
    return made(
        fit(examples, search.dense, search.ngram, search.weights), examples, search.foretold);
  }

  /** The best penalties so far: first for the layers, then for n-grams. */
  private static final class Search {
    private final List<Example> fitted;
    private final List<Example> heldBack;
    private double[] last;
    private double leastLoss = Double.POSITIVE_INFINITY;
    private double dense;
    private double ngram;
    private double[] weights;
    private double[] foretold;

    Search(List<Example> fitted, List<Example> heldBack, double[] start) {
      this.fitted = fitted;
      this.heldBack = heldBack;
      last = start;
      weights = start;
      foretold = new double[heldBack.size()];
    }

    /** Starts from the last fit: half the way is gone. */
    void tryOut(double denseHere, double ngramHere) {
      last = fit(fitted, denseHere, ngramHere, last);
      double[] logits = logits(heldBack, last);
      double loss = loss(heldBack, logits);
      if (loss < leastLoss) {
        leastLoss = loss;
        dense = denseHere;
        ngram = ngramHere;
        weights = last;
        foretold = logits;
      }
    }
  }

  /** The examples whose logits {@link Trained#heldBack} holds, in its order. */
  public static List<Example> heldBack(List<Example> examples) {
    return part(examples, true);
  }

  private static List<Example> part(List<Example> examples, boolean heldBack) {
    return IntStream.range(0, examples.size())
        .filter(i -> i % HELD_BACK == HELD_BACK - 1 == heldBack)
        .mapToObj(examples::get)
        .toList();
  }

  private static boolean[] labels(List<Example> examples) {
    boolean[] labels = new boolean[examples.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = examples.get(i).positive();
    }
    return labels;
  }

  private static int size(List<Example> examples) {
    return examples.getFirst().features().length + Ngrams.BUCKETS + 1;
  }

  private static double[] fit(List<Example> examples, double dense, double ngram, double[] start) {
    int features = examples.getFirst().features().length;
    return Lbfgs.minimise(
        (point, gradient) -> {
          double value = penalty(point, gradient, features, dense, ngram);
          for (Example example : examples) {
            value += addLoss(example, point, gradient, features);
          }
          return value;
        },
        start,
        ITERATIONS);
  }

  private static double penalty(
      double[] point, double[] gradient, int features, double dense, double ngram) {
    double sum = 0;
    for (int i = 0; i < point.length - 1; i++) {
      double ridge = i < features ? dense : dense * ngram;
      sum += ridge * point[i] * point[i] / 2;
      gradient[i] = ridge * point[i];
    }
    gradient[point.length - 1] = 0;
    return sum;
  }

  private static double addLoss(Example example, double[] point, double[] gradient, int features) {
    double logit = logit(example, point);
    double margin = example.positive() ? logit : -logit;
    double slope = LinearHead.probability(logit) - (example.positive() ? 1 : 0);
    float[] dense = example.features();
    for (int i = 0; i < features; i++) {
      gradient[i] += slope * dense[i];
    }
    int[] places = example.ngrams().places();
    float[] values = example.ngrams().values();
    for (int i = 0; i < places.length; i++) {
      gradient[features + places[i]] += slope * values[i];
    }
    gradient[point.length - 1] += slope;
    return margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
  }

  private static double logit(Example example, double[] weights) {
    float[] dense = example.features();
    double sum = weights[weights.length - 1];
    for (int i = 0; i < dense.length; i++) {
      sum += weights[i] * dense[i];
    }
    return sum + example.ngrams().dot(weights, dense.length);
  }

  private static double[] logits(List<Example> examples, double[] weights) {
    return examples.stream().mapToDouble(example -> logit(example, weights)).toArray();
  }

  private static double loss(List<Example> examples, double[] logits) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      double margin = examples.get(i).positive() ? logits[i] : -logits[i];
      sum += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
    }
    return sum;
  }

  private static Trained made(double[] weights, List<Example> examples, double[] foretold) {
    int features = examples.getFirst().features().length;
    float[] floats = FewShot.floats(weights);
    return new Trained(
        new LinearHead(Arrays.copyOf(floats, features), weights[weights.length - 1]),
        Arrays.copyOfRange(floats, features, features + Ngrams.BUCKETS),
        foretold);
  }
}
