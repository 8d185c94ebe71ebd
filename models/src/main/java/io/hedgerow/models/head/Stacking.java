package io.hedgerow.models.head;

import java.util.Arrays;

/**
 * How much each of several heads counts, fitted on examples that none of them has seen. The first
 * starts at 1 and the others at 0, and a penalty holds them there until the examples say otherwise;
 * none counts against itself.
 *
 * <p>Source: stacked generalisation, Wolpert 1992; weights that are not negative, Breiman 1996,
 * "Stacked regressions", section 3.
 */
final class Stacking {
  /** Lets a weight stray by about a half where the examples say nothing. */
  private static final double RIDGE = 4;

  private static final int ITERATIONS = 100;

  private Stacking() {}

  /**
   * Weights, a bias, and how well they fit.
   *
   * @param loss logistic loss of the examples together, in nats
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Weights(double[] heads, double bias, double loss) {

    double logit(double[][] logits, int example) {
      double sum = bias;
      for (int head = 0; head < heads.length; head++) {
        sum += heads[head] * logits[head][example];
      }
      return sum;
    }
  }

  /**
   * Fits.
   *
   * @param logits of each head, of each example
   * @param allowed which heads may count; the first always may
   */
  static Weights fit(double[][] logits, boolean[] positive, boolean[] allowed) {
    boolean[] open = allowed.clone();
    Weights found = once(logits, positive, open);
    while (least(found.heads()) >= 0) {
      open[least(found.heads())] = false;
      found = once(logits, positive, open);
    }
    return found;
  }

  /** The most negative weight's place, or −1. */
  private static int least(double[] weights) {
    int least = -1;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] < 0 && (least < 0 || weights[i] < weights[least])) {
        least = i;
      }
    }
    return least;
  }

  private static Weights once(double[][] logits, boolean[] positive, boolean[] open) {
    int heads = logits.length;
    double[] start = new double[heads + 1];
    start[0] = open[0] ? 1 : 0;
    double[] found =
        Lbfgs.minimise(
            (point, gradient) -> {
              Weights here = new Weights(point, point[heads], 0);
              double value = 0;
              for (int i = 0; i < gradient.length; i++) {
                double away = point[i] - (i == 0 ? 1 : 0);
                boolean free = i < heads && open[i];
                value += free ? RIDGE * away * away / 2 : 0;
                gradient[i] = free ? RIDGE * away : 0;
              }
              return value + addLoss(here, logits, positive, open, gradient);
            },
            start,
            ITERATIONS);
    Weights weights = new Weights(Arrays.copyOf(found, heads), found[heads], 0);
    double loss = addLoss(weights, logits, positive, open, new double[heads + 1]);
    return new Weights(weights.heads(), weights.bias(), loss);
  }

  private static double addLoss(
      Weights weights, double[][] logits, boolean[] positive, boolean[] open, double[] gradient) {
    int heads = logits.length;
    double value = 0;
    for (int i = 0; i < positive.length; i++) {
      double logit = weights.bias();
      for (int head = 0; head < heads; head++) {
        logit += open[head] ? weights.heads()[head] * logits[head][i] : 0;
      }
      double slope = LinearHead.probability(logit) - (positive[i] ? 1 : 0);
      for (int head = 0; head < heads; head++) {
        gradient[head] += open[head] ? slope * logits[head][i] : 0;
      }
      gradient[heads] += slope;
      double margin = positive[i] ? logit : -logit;
      value += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
    }
    return value;
  }
}
