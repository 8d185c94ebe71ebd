package io.hedgerow.models.head;

import java.util.List;

/**
 * A weighted sum of features: positive for texts that break a policy. Its value is a logit, the
 * logarithm of the odds, as far as its training made it one.
 */
@SuppressWarnings(
    "ArrayRecordComponent") // a copy of thousands of weights for each score would cost
public record LinearHead(float[] weights, double bias) {

  /** The logit of a text. */
  public double logit(float[] features) {
    if (features.length != weights.length) {
      throw new IllegalArgumentException(
          "this head reads %d features, was given %d; it was trained on another encoder"
              .formatted(weights.length, features.length));
    }
    double sum = bias;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * features[i];
    }
    return sum;
  }

  /** The logits of texts. */
  public double[] logits(List<float[]> texts) {
    return texts.stream().mapToDouble(this::logit).toArray();
  }

  /** The same head with its logit times {@code factor} plus {@code shift}. */
  public LinearHead rescaled(double factor, double shift) {
    float[] scaled = new float[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (weights[i] * factor);
    }
    return new LinearHead(scaled, bias * factor + shift);
  }

  /** The same head, moved and scaled so that over these texts its mean is 0 and its deviation 1. */
  public LinearHead standardised(List<float[]> texts) {
    double[] logits = logits(texts);
    double mean = 0;
    for (double logit : logits) {
      mean += logit / logits.length;
    }
    double variance = 0;
    for (double logit : logits) {
      variance += (logit - mean) * (logit - mean) / logits.length;
    }
    double deviation = Math.sqrt(variance);
    return deviation > 0
        ? rescaled(1 / deviation, -mean / deviation)
        : new LinearHead(new float[weights.length], 0);
  }

  /** The probability whose logit this is. */
  public static double probability(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
