package io.hedgerow.models.head;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Learns a head from hundreds of labels or more. Three heads are trained: a logistic regression
 * over the encoder's layers and character n-grams with a ridge penalty for each of the two; one
 * over n-grams alone; and a layer of hidden units over the encoder's layers. An n-gram counts more
 * the rarer it is. How strong penalties are, and how much each head counts, is chosen on about a
 * fifth of the examples, which the choice does not train on; near-copies and what is of one origin
 * are on one side ({@link Groups}). All are then trained on all examples. The first two are linear
 * in the same things and become one.
 *
 * <p>Draws have a fixed seed; the same examples in the same order give the same head.
 */
public final class ManyShot {
  private static final int ITERATIONS = 120;

  /** Penalties for a dense weight, divided by the number of examples. */
  private static final double[] DENSE = {0.3, 1, 3};

  /** How much more penalty an n-gram's weight gets, beside 1; the last switches n-grams off. */
  private static final double[] NGRAM = {0.3, 1000};

  /** Penalties for an n-gram's weight where n-grams stand alone. */
  private static final double[] ALONE = {0.1, 1};

  /** What one more head must save of the loss to be kept (Akaike 1974: two parameters). */
  private static final double LEAST_GAIN = 2;

  private static final int HEADS = 3;
  private static final float[] NO_FEATURES = {};

  private ManyShot() {}

  /** A labelled text: its features and its n-grams. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Example(float[] features, Ngrams.Filled ngrams, boolean positive) {}

  /**
   * What training made.
   *
   * @param ngrams a weight for each of {@link Ngrams#BUCKETS}
   * @param hidden units beside the head, where they help
   * @param heldBack logits of the examples that were held back, from a fit that had seen none of
   *     their groups; for calibration
   * @param heldBackPositive their labels
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Trained(
      LinearHead head,
      float[] ngrams,
      Optional<HiddenUnits> hidden,
      double[] heldBack,
      boolean[] heldBackPositive) {

    /** The logit of a text. */
    public double logit(float[] features, Ngrams.Filled filled) {
      double beside = hidden.isPresent() ? hidden.get().logit(features) : 0;
      return head.logit(features) + filled.dot(ngrams) + beside;
    }
  }

  /**
   * Trains on examples of which nothing is known to belong together; near-copies are found.
   *
   * @throws IllegalArgumentException if one of the two classes has no example
   */
  public static Trained train(List<Example> examples) {
    return train(examples, Groups.of(examples.stream().map(Example::ngrams).toList(), List.of()));
  }

  /**
   * Trains.
   *
   * @param groups which examples belong together
   * @throws IllegalArgumentException if one of the two classes has no example
   */
  public static Trained train(List<Example> examples, Groups groups) {
    FewShot.balance(labels(examples));
    boolean[] held = groups.heldBack();
    float[] rarity = rarity(examples);
    List<Example> weighed = weighed(examples, rarity);
    List<Example> fitted = part(weighed, held, false);
    List<Example> heldBack = part(weighed, held, true);
    Search joint = new Search(fitted, heldBack, new double[size(examples)]);
    for (double dense : DENSE) {
      joint.tryOut(dense, 1);
    }
    double dense = joint.dense;
    for (double ngram : NGRAM) {
      joint.tryOut(dense, ngram);
    }
    List<Example> words = wordsOnly(weighed);
    Search alone =
        new Search(
            part(words, held, false), part(words, held, true), new double[Ngrams.BUCKETS + 1]);
    for (double penalty : ALONE) {
      alone.tryOut(penalty, 1);
    }
    HiddenTraining.Trained beside = HiddenTraining.train(fitted);
    double[] besideLogits =
        heldBack.stream().mapToDouble(each -> beside.logit(each.features())).toArray();
    double[][] foretold = {joint.foretold, alone.foretold, besideLogits};
    Stacking.Weights shares = shares(foretold, labels(heldBack));
    return new Joining(weighed, words, rarity, shares)
        .made(joint, alone, foretold, labels(heldBack));
  }

  /** The fewest heads whose loss no further head lessens enough. */
  private static Stacking.Weights shares(double[][] foretold, boolean[] positive) {
    boolean[] allowed = {true, false, false};
    Stacking.Weights best = Stacking.fit(foretold, positive, allowed);
    for (int head = 1; head < HEADS; head++) {
      boolean[] more = allowed.clone();
      more[head] = true;
      Stacking.Weights with = Stacking.fit(foretold, positive, more);
      if (with.loss() < best.loss() - LEAST_GAIN) {
        best = with;
        allowed = more;
      }
    }
    return best;
  }

  /**
   * How much each n-gram counts beside others: the logarithm of how rare it is among the examples,
   * scaled so that a text's values keep about length 1 (Jones 1972, smoothed).
   */
  private static float[] rarity(List<Example> examples) {
    int[] texts = new int[Ngrams.BUCKETS];
    for (Example example : examples) {
      for (int place : example.ngrams().places()) {
        texts[place]++;
      }
    }
    float[] rarity = new float[Ngrams.BUCKETS];
    for (int place = 0; place < rarity.length; place++) {
      rarity[place] = (float) (1 + Math.log((1.0 + examples.size()) / (1 + texts[place])));
    }
    double squares = 0;
    for (Example example : examples) {
      for (float value : scaled(example.ngrams(), rarity).values()) {
        squares += value * value / (double) examples.size();
      }
    }
    float scale = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 1;
    for (int place = 0; place < rarity.length; place++) {
      rarity[place] *= scale;
    }
    return rarity;
  }

  private static Ngrams.Filled scaled(Ngrams.Filled filled, float[] by) {
    float[] values = filled.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= by[filled.places()[i]];
    }
    return new Ngrams.Filled(filled.places(), values);
  }

  private static List<Example> weighed(List<Example> examples, float[] rarity) {
    return examples.stream()
        .map(each -> new Example(each.features(), scaled(each.ngrams(), rarity), each.positive()))
        .toList();
  }

  private static List<Example> wordsOnly(List<Example> weighed) {
    return weighed.stream()
        .map(each -> new Example(NO_FEATURES, each.ngrams(), each.positive()))
        .toList();
  }

  /** Trains the heads that count on all examples, and makes one of them. */
  private record Joining(
      List<Example> examples, List<Example> words, float[] rarity, Stacking.Weights shares) {

    Trained made(Search joint, Search alone, double[][] foretold, boolean[] heldBackPositive) {
      double[] share = shares.heads();
      double[] all = fit(examples, joint.dense, joint.ngram, joint.weights);
      int features = all.length - Ngrams.BUCKETS - 1;
      double[] weights = new double[all.length];
      for (int i = 0; i < all.length - 1; i++) {
        weights[i] = share[0] * all[i] * (i < features ? 1 : rarity[i - features]);
      }
      double bias = shares.bias() + share[0] * all[all.length - 1];
      if (share[1] > 0) {
        double[] rare = fit(words, alone.dense, alone.ngram, alone.weights);
        for (int place = 0; place < Ngrams.BUCKETS; place++) {
          weights[features + place] += share[1] * rare[place] * rarity[place];
        }
        bias += share[1] * rare[Ngrams.BUCKETS];
      }
      Optional<HiddenUnits> hidden = Optional.empty();
      if (share[2] > 0) {
        HiddenTraining.Trained beside = HiddenTraining.train(examples);
        hidden = Optional.of(beside.units().rescaled(share[2]));
        bias += share[2] * beside.bias();
      }
      double[] logits = new double[foretold[0].length];
      Arrays.setAll(logits, i -> shares.logit(foretold, i));
      float[] floats = FewShot.floats(weights);
      return new Trained(
          new LinearHead(Arrays.copyOf(floats, features), bias),
          Arrays.copyOfRange(floats, features, features + Ngrams.BUCKETS),
          hidden,
          logits,
          heldBackPositive);
    }
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

  private static List<Example> part(List<Example> examples, boolean[] held, boolean heldBack) {
    return IntStream.range(0, held.length)
        .filter(i -> held[i] == heldBack)
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
}
