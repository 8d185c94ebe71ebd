package io.hedgerow.models.head;

import io.hedgerow.models.encoder.Embedding;
import io.hedgerow.models.encoder.Encoder;

/**
 * What heads see of a text: the inner layers' vectors and the last one, side by side, scaled to
 * length 1 together. Inner layers keep wording that the last one gives up for meaning, and heads
 * for harm need both; {@code docs/benchmarks/text.md} has what each brings.
 */
public final class Features {
  private Features() {}

  /** The features of a text. */
  public static float[] of(Embedding embedding) {
    float[] inner = embedding.layers();
    float[] last = embedding.vector();
    float[] all = new float[inner.length + last.length];
    float scale = (float) (1 / Math.sqrt((double) all.length / last.length));
    for (int i = 0; i < inner.length; i++) {
      all[i] = inner[i] * scale;
    }
    for (int i = 0; i < last.length; i++) {
      all[inner.length + i] = last[i] * scale;
    }
    return all;
  }

  /** How many features texts have under an encoder. */
  public static int size(Encoder.Identity encoder) {
    return encoder.dimensions() * (encoder.layers() + 1);
  }
}
