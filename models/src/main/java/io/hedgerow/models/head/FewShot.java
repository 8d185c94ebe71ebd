package io.hedgerow.models.head;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Learns a head from a handful of labelled texts. The classes count alike however many examples
 * each has. Two things steer the head where examples are few: the policy's own text, as a logit
 * each text has beforehand, and directions learned on other tasks, as features. How much either
 * helps, how strong a penalty does, and whether inner layers count, is judged by leaving each group
 * of examples out: every combination is fitted, and the answer is their mean, weighted by how well
 * each foretold the examples it had not seen. All combinations are linear, so the mean is one
 * {@link LinearHead}.
 *
 * <p>No randomness; the same examples give the same head.
 */
public final class FewShot {
  /** Strengths of the penalty; strong ones follow the draw of a few examples less. */
  private static final double[] RIDGES = {0.05, 0.2, 0.8};

  /** Trust in the directions; 0 ignores them. */
  private static final double[] DIRECTIONS = {0, 0.2, 0.4, 0.8};

  /** Trust in the policy's text; 0 ignores it. */
  private static final double[] POLICY = {0, 1, 2};

  /** How sharply leave-one-out loss decides; all of it would follow the noise of a few examples. */
  private static final double SHARPNESS = 0.3;

  private static final double STEEPEST_LOGIT = 30;

  private FewShot() {}

  /**
   * What training made.
   *
   * @param leftOut each example's logit from fits that had not seen it, in the examples' order; an
   *     honest basis for calibration
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Trained(LinearHead head, double[] leftOut) {}

  /**
   * Trains on examples of which each stands for itself.
   *
   * @throws IllegalArgumentException if one of the two classes has no example
   */
  public static Trained train(List<float[]> texts, boolean[] positive, Knowledge known) {
    return train(texts, positive, Groups.alone(texts.size()), known);
  }

  /**
   * Trains.
   *
   * @param groups which examples belong together; they are left out together
   * @throws IllegalArgumentException if one of the two classes has no example
   */
  public static Trained train(
      List<float[]> texts, boolean[] positive, Groups groups, Knowledge known) {
    double[] weights = balance(positive);
    List<int[]> leavable = groups.leavable();
    List<float[]> ordinary = new ArrayList<>(known.pool());
    ordinary.addAll(texts);
    Directions directions = Directions.of(known.directions(), ordinary);
    Optional<LinearHead> policy = known.policy().map(head -> head.standardised(ordinary));
    Mixture mixture = new Mixture(texts, positive, weights);
    double[][] seen = directions.gram(texts);
    double[][] plain = gram(texts);
    for (double trust : directions.isEmpty() ? new double[] {0} : DIRECTIONS) {
      double[][] kernel = sum(plain, seen, trust * trust);
      for (double share : policy.isEmpty() ? new double[] {0} : POLICY) {
        double[] offset = offset(policy, texts, share);
        for (double ridge : RIDGES) {
          KernelLogistic.Fit fit =
              KernelLogistic.fit(kernel, positive, offset, weights, ridge, leavable);
          mixture.add(collapse(fit, texts, directions, trust, policy, share), fit.leftOut());
        }
      }
    }
    return mixture.mean();
  }

  /** Each class counts half, whatever its size. */
  static double[] balance(boolean[] positive) {
    int positives = 0;
    for (boolean each : positive) {
      positives += each ? 1 : 0;
    }
    int negatives = positive.length - positives;
    if (positives == 0 || negatives == 0) {
      throw new IllegalArgumentException(
          "examples of both classes are needed, had %d that break the policy and %d that do not"
              .formatted(positives, negatives));
    }
    double[] weights = new double[positive.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = positive.length / (2.0 * (positive[i] ? positives : negatives));
    }
    return weights;
  }

  private static double[][] gram(List<float[]> texts) {
    double[][] gram = new double[texts.size()][texts.size()];
    for (int i = 0; i < gram.length; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i][j] = gram[j][i] = Matrices.dot(texts.get(i), texts.get(j));
      }
    }
    return gram;
  }

  private static double[][] sum(double[][] a, double[][] b, double factor) {
    double[][] sum = new double[a.length][];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a[i].clone();
      for (int j = 0; j < sum.length; j++) {
        sum[i][j] += factor * b[i][j];
      }
    }
    return sum;
  }

  private static double[] offset(Optional<LinearHead> policy, List<float[]> texts, double share) {
    double[] offset = new double[texts.size()];
    policy.ifPresent(
        head -> Arrays.setAll(offset, i -> share == 0 ? 0 : share * head.logit(texts.get(i))));
    return offset;
  }

  /** Folds examples, directions and policy into one weight for each feature. */
  private static LinearHead collapse(
      KernelLogistic.Fit fit,
      List<float[]> texts,
      Directions directions,
      double trust,
      Optional<LinearHead> policy,
      double share) {
    double[] weights = new double[texts.getFirst().length];
    double bias = fit.bias();
    for (int i = 0; i < texts.size(); i++) {
      addTo(weights, texts.get(i), fit.alpha()[i]);
    }
    bias += directions.addTo(weights, texts, fit.alpha(), trust * trust);
    if (policy.isPresent() && share > 0) {
      addTo(weights, policy.get().weights(), share);
      bias += share * policy.get().bias();
    }
    return new LinearHead(floats(weights), bias);
  }

  static void addTo(double[] sum, float[] values, double factor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * values[i];
    }
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Heads and what each foretold of the examples it had not seen. */
  private static final class Mixture {
    private final List<float[]> texts;
    private final boolean[] positive;
    private final double[] exampleWeights;
    private final List<LinearHead> heads = new ArrayList<>();
    private final List<double[]> leftOut = new ArrayList<>();

    Mixture(List<float[]> texts, boolean[] positive, double[] exampleWeights) {
      this.texts = texts;
      this.positive = positive;
      this.exampleWeights = exampleWeights;
    }

    void add(LinearHead head, double[] foretold) {
      heads.add(head);
      leftOut.add(foretold);
    }

    Trained mean() {
      double[] losses = leftOut.stream().mapToDouble(this::loss).toArray();
      double least = Arrays.stream(losses).min().orElseThrow();
      double total = 0;
      double[] shares = new double[losses.length];
      for (int i = 0; i < shares.length; i++) {
        shares[i] = Math.exp(-SHARPNESS * (losses[i] - least));
        total += shares[i];
      }
      double[] weights = new double[texts.getFirst().length];
      double[] foretold = new double[texts.size()];
      double bias = 0;
      for (int i = 0; i < shares.length; i++) {
        double share = shares[i] / total;
        FewShot.addTo(weights, heads.get(i).weights(), share);
        bias += share * heads.get(i).bias();
        for (int j = 0; j < foretold.length; j++) {
          foretold[j] += share * leftOut.get(i)[j];
        }
      }
      return new Trained(new LinearHead(floats(weights), bias), foretold);
    }

    private double loss(double[] logits) {
      double loss = 0;
      for (int i = 0; i < logits.length; i++) {
        double margin = Math.clamp(positive[i] ? logits[i] : -logits[i], -STEEPEST_LOGIT, 30);
        loss += exampleWeights[i] * Math.log1p(Math.exp(-margin));
      }
      return loss;
    }
  }
}
