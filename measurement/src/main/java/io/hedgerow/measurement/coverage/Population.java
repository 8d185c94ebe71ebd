package io.hedgerow.measurement.coverage;

import java.util.SplittableRandom;

/**
 * A made-up day of content whose prevalence is known.
 *
 * <p>A share of twice the prevalence looks suspicious (scores evenly in 0.05 to 0.9) and holds 95%
 * of the violations; the other 5%, or another share, hide in content with scores near zero. Each
 * unit violates with the chance its score says.
 */
record Population(double[] views, double[] scores, boolean[] violating) {
  static final double USUALLY_HIDDEN = 0.05;

  static Population of(int size, double prevalence, boolean impressions, SplittableRandom random) {
    return of(size, prevalence, USUALLY_HIDDEN, impressions, random);
  }

  static Population of(
      int size, double prevalence, double hiding, boolean impressions, SplittableRandom random) {
    double[] views = new double[size];
    double[] scores = new double[size];
    boolean[] violating = new boolean[size];
    double looks = 2 * prevalence * (1 - hiding) / (1 - USUALLY_HIDDEN);
    double hidden = hiding * prevalence / (1 - looks);
    for (int i = 0; i < size; i++) {
      views[i] = impressions ? 1 : Math.ceil(10 * Math.exp(random.nextGaussian()));
      boolean suspicious = random.nextDouble() < looks;
      scores[i] = suspicious ? 0.05 + 0.85 * random.nextDouble() : 2 * hidden * random.nextDouble();
      violating[i] = random.nextDouble() < scores[i];
    }
    return new Population(views, scores, violating);
  }

  int size() {
    return views.length;
  }

  /** Content of even index was seen in search, the other in the feed. */
  static String surface(int unit) {
    return unit % 2 == 0 ? "search" : "feed";
  }

  /** True prevalence, of one surface or of all of them when the surface is empty. */
  double prevalence(String surface) {
    double all = 0;
    double bad = 0;
    for (int i = 0; i < size(); i++) {
      if (surface.isEmpty() || surface.equals(surface(i))) {
        all += views[i];
        bad += violating[i] ? views[i] : 0;
      }
    }
    return bad / all;
  }
}
