package io.hedgerow.benchmarks.text;

import io.hedgerow.models.head.DenseLogistic;
import io.hedgerow.models.head.FewShot;
import io.hedgerow.models.head.Knowledge;
import io.hedgerow.models.head.LinearHead;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** What was tried beside the heads that ship; {@code docs/decisions} says why it does not. */
final class Alternatives {
  private static final int SEEDS = 5;
  private static final int POOL = 200;

  private final LearningCurves curves;
  private final PrintWriter out;

  Alternatives(LearningCurves curves, PrintWriter out) {
    this.curves = curves;
    this.out = out;
  }

  void run(List<TextTask> hard, List<TextTask> many) {
    out.println("## Alternatives to the few-shot head\n");
    out.printf("Hard group, %d draws, mean AUROC ± mean deviation.%n%n", SEEDS);
    out.println(
        "| examples a class | ships | prototypes | learned projection, alone | plain logistic regression, alone | hard negatives of the pool added |\n|---|---|---|---|---|---|");
    for (int shots : new int[] {8, 16, 64}) {
      out.printf("| %d |", shots);
      for (Way way : Way.values()) {
        out.print(cell(hard, shots, way));
      }
      out.println();
      out.flush();
    }
    out.println("\n## A hidden layer for many labels\n");
    out.println(
        "| set | logistic regression over all layers | 32 hidden units over the same |\n|---|---|---|");
    for (TextTask task : many) {
      hidden(task);
    }
    out.println();
  }

  private enum Way {
    SHIPS,
    PROTOTYPES,
    PROJECTION,
    PLAIN,
    HARD_NEGATIVES
  }

  private String cell(List<TextTask> tasks, int shots, Way way) {
    double mean = 0;
    double deviation = 0;
    int count = 0;
    for (TextTask task : tasks) {
      List<Double> areas = new ArrayList<>();
      for (int seed = 0; seed < SEEDS; seed++) {
        TextTask.Draw draw = task.draw(shots, POOL, seed);
        if (task.enough(draw.test())) {
          LinearHead head = head(task, draw, way);
          areas.add(
              Ranking.auroc(head.logits(task.features(draw.test())), task.labels(draw.test())));
        }
      }
      if (!areas.isEmpty()) {
        double[] all = areas.stream().mapToDouble(Double::doubleValue).toArray();
        mean += Ranking.mean(all);
        deviation += Ranking.deviation(all);
        count++;
      }
    }
    return String.format(Locale.ROOT, " %.3f ± %.3f |", mean / count, deviation / count);
  }

  private LinearHead head(TextTask task, TextTask.Draw draw, Way way) {
    List<float[]> texts = task.features(draw.train());
    boolean[] labels = task.labels(draw.train());
    Knowledge known = curves.known(task, draw, LearningCurves.Way.FULL);
    return switch (way) {
      case SHIPS -> FewShot.train(texts, labels, known).head();
      case PLAIN -> FewShot.train(texts, labels, Knowledge.NONE).head();
      case PROTOTYPES -> prototypes(texts, labels);
      case PROJECTION -> new Projection(texts, labels).head();
      case HARD_NEGATIVES -> hardNegatives(texts, labels, known);
    };
  }

  private static LinearHead prototypes(List<float[]> texts, boolean[] labels) {
    float[] weights = new float[texts.getFirst().length];
    double positives = IntStream.range(0, labels.length).filter(i -> labels[i]).count();
    for (int row = 0; row < labels.length; row++) {
      double share = labels[row] ? 1 / positives : -1 / (labels.length - positives);
      for (int i = 0; i < weights.length; i++) {
        weights[i] += (float) (share * texts.get(row)[i]);
      }
    }
    return new LinearHead(weights, 0);
  }

  /** The upper texts of the pool as negatives, less the top tenth, which may well be breaches. */
  private static LinearHead hardNegatives(List<float[]> texts, boolean[] labels, Knowledge known) {
    LinearHead first = FewShot.train(texts, labels, known).head();
    List<float[]> pool = new ArrayList<>(known.pool());
    pool.sort(Comparator.comparingDouble(text -> -first.logit(text)));
    int from = pool.size() / 10;
    List<float[]> more = new ArrayList<>(texts);
    more.addAll(pool.subList(from, Math.min(pool.size(), from + labels.length / 2)));
    return FewShot.train(more, Arrays.copyOf(labels, more.size()), known).head();
  }

  /**
   * A projection trained on pairs: examples of one class are pulled together, of two pushed at
   * least a margin apart (Hadsell, Chopra and LeCun, CVPR 2006), then logistic regression on it. It
   * lies in the span of the examples.
   */
  private static final class Projection {
    private static final int SIZE = 16;
    private static final int STEPS = 400;
    private static final double RATE = 0.5;
    private static final double DECAY = 1e-3;

    private final List<float[]> texts;
    private final boolean[] labels;
    private final double[][] gram;
    private final double[][] span;
    private final double rate;

    Projection(List<float[]> texts, boolean[] labels) {
      this.texts = texts;
      this.labels = labels;
      int count = labels.length;
      gram = new double[count][count];
      span = new double[count][SIZE];
      Random random = new Random(1);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          gram[i][j] = dot(texts.get(i), texts.get(j));
        }
        Arrays.setAll(span[i], _ -> random.nextGaussian() / Math.sqrt(count * (double) SIZE));
      }
      // A row sum bounds the largest eigenvalue; longer steps would run away.
      double most = 0;
      for (double[] row : gram) {
        most = Math.max(most, Arrays.stream(row).map(Math::abs).sum());
      }
      rate = RATE / most;
    }

    LinearHead head() {
      for (int step = 0; step < STEPS; step++) {
        step();
      }
      double[][] projected = projected();
      List<float[]> low = new ArrayList<>();
      for (double[] row : projected) {
        float[] text = new float[SIZE];
        for (int k = 0; k < SIZE; k++) {
          text[k] = (float) row[k];
        }
        low.add(text);
      }
      double[] weights = new double[labels.length];
      Arrays.fill(weights, 1);
      LinearHead small = DenseLogistic.train(low, labels, weights, 0.1);
      float[] all = new float[texts.getFirst().length];
      for (int i = 0; i < labels.length; i++) {
        double share = 0;
        for (int k = 0; k < SIZE; k++) {
          share += span[i][k] * small.weights()[k];
        }
        for (int j = 0; j < all.length; j++) {
          all[j] += (float) (share * texts.get(i)[j]);
        }
      }
      return new LinearHead(all, small.bias());
    }

    private double[][] projected() {
      double[][] projected = new double[labels.length][SIZE];
      for (int i = 0; i < labels.length; i++) {
        for (int j = 0; j < labels.length; j++) {
          for (int k = 0; k < SIZE; k++) {
            projected[i][k] += gram[i][j] * span[j][k];
          }
        }
      }
      return projected;
    }

    private void step() {
      double[][] at = projected();
      double pairs = labels.length * (labels.length - 1) / 2.0;
      double[][] slope = new double[labels.length][SIZE];
      for (int i = 0; i < labels.length; i++) {
        for (int j = 0; j < i; j++) {
          double distance = Math.sqrt(squared(at[i], at[j])) + 1e-9;
          double pull =
              labels[i] == labels[j] ? 2 : distance < 1 ? -2 * (1 - distance) / distance : 0;
          for (int k = 0; k < SIZE; k++) {
            double move = pull * (at[i][k] - at[j][k]) / pairs;
            slope[i][k] += move;
            slope[j][k] -= move;
          }
        }
      }
      for (int i = 0; i < labels.length; i++) {
        for (int k = 0; k < SIZE; k++) {
          span[i][k] -= rate * (labels.length * slope[i][k] + DECAY * span[i][k]);
        }
      }
    }

    private static double squared(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += (a[i] - b[i]) * (a[i] - b[i]);
      }
      return sum;
    }

    private static double dot(float[] a, float[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }
  }

  /** Every fifth row, in a fixed order, is tested. */
  private void hidden(TextTask task) {
    List<Integer> train = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    for (int i = 0; i < task.positive().length; i++) {
      (StarterTraining.heldBack(task.texts().get(i)) ? test : train).add(i);
    }
    List<float[]> texts = task.features(train);
    boolean[] labels = task.labels(train);
    double[] weights = new double[labels.length];
    Arrays.fill(weights, 1);
    LinearHead linear = DenseLogistic.train(texts, labels, weights, 0.33);
    HiddenLayer hidden = new HiddenLayer(texts.getFirst().length);
    hidden.train(texts, labels);
    double[] scores = task.features(test).stream().mapToDouble(hidden::logit).toArray();
    out.printf(
        Locale.ROOT,
        "| %s | %s | %s |%n",
        task.name(),
        Ranking.interval(linear.logits(task.features(test)), task.labels(test)),
        Ranking.interval(scores, task.labels(test)));
    out.flush();
  }

  /** One hidden layer of rectified units, trained by Adam (Kingma and Ba, ICLR 2015). */
  private static final class HiddenLayer {
    private static final int UNITS = 32;
    private static final int EPOCHS = 12;
    private static final double RATE = 2e-3;
    private static final double DECAY = 1e-5;

    private final int size;
    private final double[] weights;
    private final double[] mean;
    private final double[] square;
    private int step;

    HiddenLayer(int size) {
      this.size = size;
      Random random = new Random(1);
      weights = new double[UNITS * (size + 2) + 1];
      Arrays.setAll(weights, i -> i < UNITS * size ? random.nextGaussian() / 4 : 0);
      for (int unit = 0; unit < UNITS; unit++) {
        weights[UNITS * (size + 1) + unit] = random.nextGaussian() / Math.sqrt(UNITS);
      }
      mean = new double[weights.length];
      square = new double[weights.length];
    }

    double logit(float[] text) {
      double sum = weights[weights.length - 1];
      for (int unit = 0; unit < UNITS; unit++) {
        sum += weights[UNITS * (size + 1) + unit] * Math.max(0, active(unit, text));
      }
      return sum;
    }

    private double active(int unit, float[] text) {
      double sum = weights[UNITS * size + unit];
      for (int i = 0; i < size; i++) {
        sum += weights[unit * size + i] * text[i];
      }
      return sum;
    }

    void train(List<float[]> texts, boolean[] labels) {
      Random random = new Random(2);
      int batch = 32;
      for (int round = 0; round < EPOCHS * texts.size() / batch; round++) {
        double[] slope = new double[weights.length];
        for (int i = 0; i < batch; i++) {
          int row = random.nextInt(texts.size());
          add(slope, texts.get(row), labels[row], batch);
        }
        adam(slope);
      }
    }

    private void add(double[] slope, float[] text, boolean positive, int batch) {
      double error = (LinearHead.probability(logit(text)) - (positive ? 1 : 0)) / batch;
      slope[slope.length - 1] += error;
      for (int unit = 0; unit < UNITS; unit++) {
        double active = active(unit, text);
        if (active > 0) {
          int above = UNITS * (size + 1) + unit;
          slope[above] += error * active;
          double back = error * weights[above];
          slope[UNITS * size + unit] += back;
          for (int i = 0; i < size; i++) {
            slope[unit * size + i] += back * text[i];
          }
        }
      }
    }

    private void adam(double[] slope) {
      step++;
      double first = 1 - Math.pow(0.9, step);
      double second = 1 - Math.pow(0.999, step);
      for (int i = 0; i < weights.length; i++) {
        double here = slope[i] + DECAY * weights[i];
        mean[i] = 0.9 * mean[i] + 0.1 * here;
        square[i] = 0.999 * square[i] + 0.001 * here * here;
        weights[i] -= RATE * mean[i] / first / (Math.sqrt(square[i] / second) + 1e-8);
      }
    }
  }
}
