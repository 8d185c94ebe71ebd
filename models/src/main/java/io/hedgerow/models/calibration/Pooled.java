package io.hedgerow.models.calibration;

/** Levels pooled until the share of positives never falls (Ayer et al., 1955). */
final class Pooled {
  private final double[] weight;
  private final double[] positives;
  private final double[] scoreSum;
  private final int[] end;
  private int blocks;

  private Pooled(int most) {
    weight = new double[most];
    positives = new double[most];
    scoreSum = new double[most];
    end = new int[most];
  }

  static Pooled of(Levels levels) {
    Pooled pooled = new Pooled(levels.size());
    for (int i = 0; i < levels.size(); i++) {
      pooled.push(levels.weights()[i], levels.positives()[i], levels.scores()[i], i + 1);
    }
    return pooled;
  }

  private void push(double weightHere, double positivesHere, double score, int after) {
    weight[blocks] = weightHere;
    positives[blocks] = positivesHere;
    scoreSum[blocks] = weightHere * score;
    end[blocks++] = after;
    while (blocks > 1 && share(blocks - 2) >= share(blocks - 1)) {
      blocks--;
      weight[blocks - 1] += weight[blocks];
      positives[blocks - 1] += positives[blocks];
      scoreSum[blocks - 1] += scoreSum[blocks];
      end[blocks - 1] = end[blocks];
    }
  }

  int blocks() {
    return blocks;
  }

  double share(int block) {
    return positives[block] / weight[block];
  }

  double weight(int block) {
    return weight[block];
  }

  double positives(int block) {
    return positives[block];
  }

  double meanScore(int block) {
    return scoreSum[block] / weight[block];
  }

  /** The share in the block that a level fell into. */
  double shareAt(int level) {
    int block = 0;
    while (end[block] <= level) {
      block++;
    }
    return share(block);
  }
}
