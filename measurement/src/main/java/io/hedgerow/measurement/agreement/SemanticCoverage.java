package io.hedgerow.measurement.agreement;

import io.hedgerow.measurement.Refusal;
import java.util.List;

/**
 * Share of traffic that has a golden example near it, by cosine similarity of embeddings.
 *
 * <p>A golden set that covers little of what people post can agree with everybody and prove
 * nothing.
 */
public final class SemanticCoverage {
  private SemanticCoverage() {}

  /**
   * @param traffic unit-length embeddings of a sample of traffic
   * @param golden unit-length embeddings of the golden set
   * @param nearness least cosine similarity that counts as covered, in [-1, 1]
   */
  public static double share(List<float[]> traffic, List<float[]> golden, double nearness) {
    Refusal.unlessAtLeast("traffic", traffic.size(), 1);
    long covered =
        traffic.stream()
            .filter(seen -> golden.stream().anyMatch(known -> cosine(seen, known) >= nearness))
            .count();
    return (double) covered / traffic.size();
  }

  /**
   * For each piece of traffic the cosine similarity of the nearest known one.
   *
   * @param known unit-length embeddings, at least one
   */
  public static double[] nearest(List<float[]> traffic, List<float[]> known) {
    Refusal.unlessAtLeast("known", known.size(), 1);
    return traffic.stream()
        .mapToDouble(
            seen -> known.stream().mapToDouble(one -> cosine(seen, one)).max().orElseThrow())
        .toArray();
  }

  private static double cosine(float[] a, float[] b) {
    Refusal.unlessSameLength("embedding", b.length, a.length);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
