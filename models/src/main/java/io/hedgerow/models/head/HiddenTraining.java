package io.hedgerow.models.head;

import java.util.List;
import java.util.Random;

/**
 * Trains a layer of hidden units by stochastic gradients of the logistic loss. Random draws have a
 * fixed seed; the same examples in the same order give the same units.
 *
 * <p>Source: Adam, Kingma and Ba, ICLR 2015, algorithm 1.
 */
final class HiddenTraining {
  private static final int UNITS = 32;
  private static final int EPOCHS = 12;
  private static final int FEWEST_STEPS = 300;
  private static final int BATCH = 32;
  private static final float RATE = 2e-3f;
  private static final float DECAY = 1e-5f;
  private static final float FIRST = 0.9f;
  private static final float SECOND = 0.999f;
  private static final float LEAST = 1e-8f;

  private final Parameters weights;
  private final Parameters biases;
  private final Parameters outputs;
  private final Parameters bias;

  private HiddenTraining(int features, Random random) {
    weights = new Parameters(features * UNITS);
    biases = new Parameters(UNITS);
    outputs = new Parameters(UNITS);
    bias = new Parameters(1);
    for (int i = 0; i < weights.values.length; i++) {
      weights.values[i] = (float) random.nextGaussian() / 4;
    }
    for (int unit = 0; unit < UNITS; unit++) {
      outputs.values[unit] = (float) (random.nextGaussian() / Math.sqrt(UNITS));
    }
  }

  /** What training made; the bias belongs to the head beside the units. */
  record Trained(HiddenUnits units, double bias) {

    double logit(float[] features) {
      return units.logit(features) + bias;
    }
  }

  static Trained train(List<ManyShot.Example> examples) {
    HiddenTraining training =
        new HiddenTraining(examples.getFirst().features().length, new Random(1));
    Random random = new Random(2);
    int steps = Math.max(FEWEST_STEPS, EPOCHS * examples.size() / BATCH);
    for (int step = 1; step <= steps; step++) {
      for (int i = 0; i < BATCH; i++) {
        training.add(examples.get(random.nextInt(examples.size())));
      }
      training.move(step);
    }
    return new Trained(
        new HiddenUnits(training.weights.values, training.biases.values, training.outputs.values),
        training.bias.values[0]);
  }

  private void add(ManyShot.Example example) {
    float[] active = HiddenUnits.active(weights.values, biases.values, example.features());
    double logit = bias.values[0];
    for (int unit = 0; unit < UNITS; unit++) {
      logit += outputs.values[unit] * Math.max(0, active[unit]);
    }
    float error = (float) ((LinearHead.probability(logit) - (example.positive() ? 1 : 0)) / BATCH);
    bias.slopes[0] += error;
    float[] back = new float[UNITS];
    for (int unit = 0; unit < UNITS; unit++) {
      outputs.slopes[unit] += error * Math.max(0, active[unit]);
      back[unit] = active[unit] > 0 ? error * outputs.values[unit] : 0;
      biases.slopes[unit] += back[unit];
    }
    int from = 0;
    for (float feature : example.features()) {
      for (int unit = 0; unit < UNITS; unit++) {
        weights.slopes[from + unit] += feature * back[unit];
      }
      from += UNITS;
    }
  }

  private void move(int step) {
    float first = (float) (1 - Math.pow(FIRST, step));
    float second = (float) (1 - Math.pow(SECOND, step));
    weights.move(first, second);
    biases.move(first, second);
    outputs.move(first, second);
    bias.move(first, second);
  }

  /** Parameters with their slopes, and the running means of these and of their squares. */
  private static final class Parameters {
    private final float[] values;
    private final float[] slopes;
    private final float[] means;
    private final float[] squares;

    Parameters(int size) {
      values = new float[size];
      slopes = new float[size];
      means = new float[size];
      squares = new float[size];
    }

    void move(float first, float second) {
      for (int i = 0; i < values.length; i++) {
        float slope = slopes[i] + DECAY * values[i];
        means[i] = FIRST * means[i] + (1 - FIRST) * slope;
        squares[i] = SECOND * squares[i] + (1 - SECOND) * slope * slope;
        values[i] -= RATE * means[i] / first / ((float) Math.sqrt(squares[i] / second) + LEAST);
        slopes[i] = 0;
      }
    }
  }
}
