package io.hedgerow.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.models.onnx.OnnxModel;
import io.hedgerow.models.onnx.RowQuantization;
import io.hedgerow.models.onnx.Tensor;
import io.hedgerow.models.tensorflow.Checkpoint;
import io.hedgerow.models.tensorflow.TinyCheckpoint;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The network that is written, held against the paper in plain loops. */
final class BertGraphTest {
  private static final int WORDS = 31;
  private static final int POSITIONS = 16;
  private static final int SIZE = 24;
  private static final int HEADS = 3;
  private static final int LAYERS = 2;
  private static final String ROOT = "module/bert/";

  private final Random random = new Random(11);

  private Checkpoint weights() throws IOException {
    TinyCheckpoint made = new TinyCheckpoint();
    made.tensor(ROOT + "embeddings/word_embeddings", drawn(WORDS * SIZE), WORDS, SIZE);
    made.tensor(ROOT + "embeddings/position_embeddings", drawn(POSITIONS * SIZE), POSITIONS, SIZE);
    made.tensor(ROOT + "embeddings/token_type_embeddings", drawn(2 * SIZE), 2, SIZE);
    norm(made, ROOT + "embeddings/LayerNorm");
    for (int layer = 0; layer < LAYERS; layer++) {
      String from = ROOT + "encoder/layer_" + layer + "/";
      dense(made, from + "attention/self/query", SIZE, SIZE);
      dense(made, from + "attention/self/key", SIZE, SIZE);
      dense(made, from + "attention/self/value", SIZE, SIZE);
      dense(made, from + "attention/output/dense", SIZE, SIZE);
      norm(made, from + "attention/output/LayerNorm");
      dense(made, from + "intermediate/dense", SIZE, 4 * SIZE);
      dense(made, from + "output/dense", 4 * SIZE, SIZE);
      norm(made, from + "output/LayerNorm");
    }
    return made.open();
  }

  private void dense(TinyCheckpoint made, String name, int rows, int columns) {
    made.tensor(name + "/kernel", drawn(rows * columns), rows, columns);
    made.tensor(name + "/bias", drawn(columns), columns);
  }

  private void norm(TinyCheckpoint made, String name) {
    made.tensor(name + "/gamma", drawn(SIZE), SIZE).tensor(name + "/beta", drawn(SIZE), SIZE);
  }

  private float[] drawn(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextGaussian() * 0.3);
    }
    return values;
  }

  private static float[] run(Checkpoint weights, BertGraph.Precision precision, long[]... texts)
      throws IOException {
    return run(
        BertGraph.write(weights, new BertGraph.Settings("tiny", LAYERS, HEADS, precision)), texts);
  }

  private static float[] run(byte[] graph, long[]... texts) throws IOException {
    int width = texts[0].length;
    long[] ids = new long[texts.length * width];
    long[] mask = new long[ids.length];
    for (int row = 0; row < texts.length; row++) {
      for (int i = 0; i < width; i++) {
        ids[row * width + i] = Math.max(0, texts[row][i]);
        mask[row * width + i] = texts[row][i] < 0 ? 0 : 1;
      }
    }
    try (OnnxModel model = OnnxModel.open("tiny", graph)) {
      return Objects.requireNonNull(
          model
              .run(
                  Map.of(
                      "input_ids", new Tensor.Longs(ids, texts.length, width),
                      "attention_mask", new Tensor.Longs(mask, texts.length, width)),
                  Set.of("last_hidden_state"))
              .get("last_hidden_state"));
    }
  }

  @Test
  void theNetworkComputesWhatThePaperSays() throws IOException {
    Checkpoint weights = weights();
    double[][] expected = new PlainBert(weights, SIZE, HEADS).run(new int[] {3, 14, 15, 9}, LAYERS);
    float[] found = run(weights, BertGraph.Precision.FLOAT, new long[] {3, 14, 15, 9});
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).isCloseTo(expected[i / SIZE][i % SIZE], within(1e-4));
    }
  }

  @Test
  void paddingDoesNotChangeWhatATextGets() throws IOException {
    Checkpoint weights = weights();
    float[] alone = run(weights, BertGraph.Precision.FLOAT, new long[] {3, 14, 15});
    float[] padded =
        run(
            weights,
            BertGraph.Precision.FLOAT,
            new long[] {3, 14, 15, -1, -1},
            new long[] {1, 2, 3, 4, 5});
    for (int i = 0; i < alone.length; i++) {
      assertThat(padded[i]).isCloseTo(alone[i], within(1e-4f));
    }
  }

  @Test
  void eightBitWeightsAnswerNearly() throws IOException {
    Checkpoint weights = weights();
    float[] exact = run(weights, BertGraph.Precision.FLOAT, new long[] {3, 14, 15, 9});
    float[] coarse = run(weights, BertGraph.Precision.INT8, new long[] {3, 14, 15, 9});
    assertThat(cosine(exact, coarse)).isGreaterThan(0.995);
  }

  @Test
  void aScaleForEachRowKeepsATextApartFromItsBatch() throws IOException {
    Checkpoint weights = weights();
    long[] text = {3, 14, 15, 9};
    byte[] usual =
        BertGraph.write(
            weights, new BertGraph.Settings("tiny", LAYERS, HEADS, BertGraph.Precision.INT8));
    byte[] byRow = RowQuantization.rewrite(usual);
    float[] alone = run(byRow, text);
    float[] beside = run(byRow, text, new long[] {7, 1, -1, -1}, new long[] {30, 29, 28, 2});
    assertThat(Arrays.copyOf(beside, alone.length)).containsExactly(alone);
    float[] exact = run(weights, BertGraph.Precision.FLOAT, text);
    assertThat(cosine(exact, alone)).isGreaterThan(0.995);
  }

  @Test
  void whatHasNothingToRewriteOrIsNoNetworkStaysAsItIs() throws IOException {
    byte[] floats =
        BertGraph.write(
            weights(), new BertGraph.Settings("tiny", LAYERS, HEADS, BertGraph.Precision.FLOAT));
    assertThat(RowQuantization.rewrite(floats)).isSameAs(floats);
    byte[] noise = new byte[300];
    for (int i = 0; i < 200; i++) {
      random.nextBytes(noise);
      assertThat(RowQuantization.rewrite(noise)).isSameAs(noise);
    }
    byte[] cut = Arrays.copyOf(floats, floats.length / 2);
    assertThat(RowQuantization.rewrite(cut)).isSameAs(cut);
  }

  private static double cosine(float[] exact, float[] coarse) {
    double both = 0;
    double ofExact = 0;
    double ofCoarse = 0;
    for (int i = 0; i < exact.length; i++) {
      both += exact[i] * coarse[i];
      ofExact += exact[i] * exact[i];
      ofCoarse += coarse[i] * coarse[i];
    }
    return both / Math.sqrt(ofExact * ofCoarse);
  }

  @Test
  void aRowOrColumnKeepsItsOwnScale() {
    float[] matrix = {1, 100, -0.5f, 50};
    Quantized byColumn = Quantized.byColumn(matrix, 2);
    assertThat(byColumn.values()).containsExactly(64, 64, -32, 32);
    assertThat(byColumn.scales()).containsExactly(1 / 64f, 100 / 64f);
    Quantized byRow = Quantized.byRow(matrix, 2);
    assertThat(byRow.values()).containsExactly(1, 64, -1, 64);
  }

  @Test
  void aMissingWeightIsNamed() throws IOException {
    Checkpoint weights = weights();
    assertThatThrownBy(() ->
            BertGraph.write(
                weights, new BertGraph.Settings("tiny", 3, HEADS, BertGraph.Precision.FLOAT)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "no tensor `module/bert/encoder/layer_2/attention/self/query/kernel`");
  }
}
