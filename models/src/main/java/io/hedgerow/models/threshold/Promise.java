package io.hedgerow.models.threshold;

/**
 * What an automatic action must keep: at least this precision, with this confidence.
 *
 * @param precision share of what is acted on that truly breaks the policy, in (0, 1)
 * @param confidence chance, over the drawing of the labels, that the promise holds, in (0, 1)
 */
public record Promise(double precision, double confidence) {
  public Promise {
    if (!(precision > 0 && precision < 1)) {
      throw new IllegalArgumentException("precision must be in (0, 1), was " + precision);
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in (0, 1), was " + confidence);
    }
  }

  double risk() {
    return 1 - confidence;
  }
}
