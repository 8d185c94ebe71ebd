package io.hedgerow.models.head;

/**
 * A layer of rectified units over the features, and their weighted sum: what a {@link LinearHead}
 * cannot say, such as that two things together mean something else. Its value is added to a linear
 * head's logit.
 *
 * @param weights feature by feature, one for each unit
 * @param biases one for each unit
 * @param outputs what each unit's value counts
 */
@SuppressWarnings("ArrayRecordComponent") // tens of thousands of weights that nobody changes
public record HiddenUnits(float[] weights, float[] biases, float[] outputs) {

  /** How many features it reads. */
  public int features() {
    return weights.length / biases.length;
  }

  /** What it adds to the logit of a text. */
  public double logit(float[] features) {
    if (features.length != features()) {
      throw new IllegalArgumentException(
          "these units read %d features, were given %d; they were trained on another encoder"
              .formatted(features(), features.length));
    }
    float[] active = active(weights, biases, features);
    double sum = 0;
    for (int unit = 0; unit < active.length; unit++) {
      sum += outputs[unit] * Math.max(0, active[unit]);
    }
    return sum;
  }

  /** The same with its value times {@code factor}. */
  HiddenUnits rescaled(double factor) {
    float[] scaled = new float[outputs.length];
    for (int unit = 0; unit < scaled.length; unit++) {
      scaled[unit] = (float) (outputs[unit] * factor);
    }
    return new HiddenUnits(weights, biases, scaled);
  }

  /**
   * Each unit's sum; the inner loop runs over units, so that the processor takes several at once.
   */
  static float[] active(float[] weights, float[] biases, float[] features) {
    float[] active = biases.clone();
    int from = 0;
    for (float feature : features) {
      for (int unit = 0; unit < active.length; unit++) {
        active[unit] += feature * weights[from + unit];
      }
      from += active.length;
    }
    return active;
  }
}
