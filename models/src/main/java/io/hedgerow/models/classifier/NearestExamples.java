package io.hedgerow.models.classifier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The labelled texts that a classifier sees as most like a text: explanation by precedent. A wrong
 * label among them is a likely reason for a wrong score.
 */
public final class NearestExamples {
  private NearestExamples() {}

  /**
   * A labelled text.
   *
   * @param place in the list given
   * @param similarity cosine of the angle between the features of the two, in [-1, 1]
   */
  public record Near(int place, double similarity) {}

  /**
   * The nearest, most similar first; of equals the earlier one.
   *
   * @param text features of the text
   * @param examples features of the labelled texts
   * @param count how many at most
   */
  public static List<Near> of(float[] text, List<float[]> examples, int count) {
    List<Near> all = new ArrayList<>(examples.size());
    for (int place = 0; place < examples.size(); place++) {
      all.add(new Near(place, cosine(text, examples.get(place))));
    }
    all.sort(Comparator.comparingDouble(Near::similarity).reversed());
    return List.copyOf(all.subList(0, Math.min(count, all.size())));
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double ofA = 0;
    double ofB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      ofA += (double) a[i] * a[i];
      ofB += (double) b[i] * b[i];
    }
    double lengths = Math.sqrt(ofA * ofB);
    return lengths > 0 ? Math.clamp(product / lengths, -1, 1) : 0;
  }
}
