package io.hedgerow.matching.language;

import java.util.List;

/** The Huffman tree over labels by which a hierarchical softmax names them. */
final class LabelTree {
  private static final long UNSEEN = 1_000_000_000_000_000L;

  private final int labels;
  private final int[] left;
  private final int[] right;

  private LabelTree(int labels) {
    this.labels = labels;
    left = new int[labels - 1];
    right = new int[labels - 1];
  }

  /** By how often each label occurs, which never rises along the list. */
  static LabelTree of(List<Long> counts) {
    int labels = counts.size();
    LabelTree tree = new LabelTree(labels);
    long[] weight = new long[2 * labels - 1];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = i < labels ? counts.get(i) : UNSEEN;
    }
    int leaf = labels - 1;
    int node = labels;
    for (int i = 0; i < labels - 1; i++) {
      int first = leaf >= 0 && weight[leaf] < weight[node] ? leaf-- : node++;
      int second = leaf >= 0 && weight[leaf] < weight[node] ? leaf-- : node++;
      tree.left[i] = first;
      tree.right[i] = second;
      weight[labels + i] = weight[first] + weight[second];
    }
    return tree;
  }

  /**
   * The probability of each label; parents come after their children, so one way back is enough.
   */
  double[] probabilities(float[] hidden, float[] output) {
    double[] of = new double[2 * labels - 1];
    of[of.length - 1] = 1;
    for (int i = labels - 2; i >= 0; i--) {
      double dot = 0;
      for (int j = 0; j < hidden.length; j++) {
        dot += hidden[j] * output[i * hidden.length + j];
      }
      double rightwards = 1 / (1 + Math.exp(-dot));
      of[left[i]] = of[labels + i] * (1 - rightwards);
      of[right[i]] = of[labels + i] * rightwards;
    }
    return java.util.Arrays.copyOf(of, labels);
  }
}
