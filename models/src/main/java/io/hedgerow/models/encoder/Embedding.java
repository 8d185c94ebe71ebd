package io.hedgerow.models.encoder;

/**
 * What an encoder made of one text.
 *
 * @param vector of length 1; all zero only for a text that has nothing the encoder knows
 * @param layers mean token vectors of inner layers, first to last, each of length 1 and as long as
 *     {@code vector}, one after the other; empty where the encoder has none
 */
@SuppressWarnings("ArrayRecordComponent") // a copy for each reader would cost more than encoding
public record Embedding(float[] vector, float[] layers) {

  /** The cosine of the angle to another embedding's vector, in [-1, 1]. */
  public double similarity(Embedding other) {
    return dot(vector, other.vector);
  }

  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Scales a stretch of an array to length 1; leaves it zero where it was. */
  static void scaleToLengthOne(float[] values, int from, int to) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (double) values[i] * values[i];
    }
    float factor = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
    for (int i = from; i < to; i++) {
      values[i] *= factor;
    }
  }
}
