package io.hedgerow.models.image;

import io.hedgerow.models.classifier.LogitScale;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextModel.Method;
import io.hedgerow.models.classifier.TextModel.Provenance;
import io.hedgerow.models.head.FewShot;
import io.hedgerow.models.head.Knowledge;
import io.hedgerow.models.head.LinearHead;
import io.hedgerow.models.head.Ngrams;
import io.hedgerow.models.store.Sha256;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Heads over the embedding of pictures, learned and kept as those of texts are: the same few-shot
 * learning, the same scale, the same file. Pure.
 */
public final class PictureHeads {
  /** Leave-one-out fits take memory and time by the square of the examples. */
  public static final int MOST_EXAMPLES = 4_000;

  private static final Ngrams.Filled NO_WORDS = new Ngrams.Filled(new int[0], new float[0]);

  private PictureHeads() {}

  /**
   * A picture whose answer is known.
   *
   * @param embedding as {@link Nsfw.Look} has it, of length 1
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Example(float[] embedding, boolean breaks) {}

  /**
   * Learns from 2 to {@value #MOST_EXAMPLES} examples. The same examples in the same order give the
   * same head.
   *
   * @param prevalence share of the community's pictures that break the policy, where it is known;
   *     the probabilities then hold for the community and not for the examples
   * @param sources names and licences of the data, kept in the model
   * @throws IllegalArgumentException if one kind has no example or there are too many
   */
  public static TextModel learn(
      String policy, List<Example> examples, Optional<Double> prevalence, List<String> sources) {
    if (examples.size() > MOST_EXAMPLES) {
      throw new IllegalArgumentException(
          "at most %,d pictures, were %,d".formatted(MOST_EXAMPLES, examples.size()));
    }
    float[] mean = mean(examples);
    List<float[]> centred = examples.stream().map(one -> minus(one.embedding(), mean)).toList();
    boolean[] breaks = new boolean[examples.size()];
    int positives = 0;
    for (int i = 0; i < breaks.length; i++) {
      breaks[i] = examples.get(i).breaks();
      positives += breaks[i] ? 1 : 0;
    }
    FewShot.Trained trained = FewShot.train(centred, breaks, Knowledge.NONE);
    return new TextModel(
        policy,
        Nsfw.IDENTITY,
        uncentred(trained.head(), mean),
        Optional.empty(),
        scale(trained.leftOut(), breaks, positives, prevalence),
        new Provenance(
            Method.FEW_SHOT,
            positives,
            breaks.length - positives,
            0,
            0,
            digest(examples),
            sources));
  }

  /** The probability that a picture breaks the model's policy, in [0, 1]. */
  public static double score(TextModel model, float[] embedding) {
    return model.score(embedding, NO_WORDS);
  }

  /** Whether a model reads pictures; the others read texts. */
  public static boolean reads(TextModel model) {
    return model.encoder().equals(Nsfw.IDENTITY);
  }

  /** Pictures' features are never negative: what all share says nothing and drowns the rest. */
  private static float[] mean(List<Example> examples) {
    float[] mean = new float[Nsfw.DIMENSIONS];
    for (Example one : examples) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += one.embedding()[i] / examples.size();
      }
    }
    return mean;
  }

  private static float[] minus(float[] one, float[] other) {
    float[] difference = new float[one.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = one[i] - other[i];
    }
    return difference;
  }

  private static LinearHead uncentred(LinearHead head, float[] mean) {
    return new LinearHead(
        head.weights(), head.bias() - new LinearHead(mean, 0).logit(head.weights()));
  }

  private static LogitScale scale(
      double[] leftOut, boolean[] breaks, int positives, Optional<Double> prevalence) {
    LogitScale fitted = LogitScale.fit(leftOut, breaks);
    return prevalence
        .map(share -> fitted.moved((double) positives / breaks.length, share))
        .orElse(fitted);
  }

  private static String digest(List<Example> examples) {
    int size = Nsfw.DIMENSIONS * Float.BYTES + 1;
    ByteBuffer bytes = ByteBuffer.allocate(size * examples.size());
    for (Example one : examples) {
      bytes.put((byte) (one.breaks() ? 1 : 0));
      for (float value : one.embedding()) {
        bytes.putFloat(value);
      }
    }
    return Sha256.of(bytes.array());
  }
}
