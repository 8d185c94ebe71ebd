package io.hedgerow.models.bert;

import io.hedgerow.models.tensorflow.Checkpoint;
import java.io.IOException;

/** The encoder of the paper in loops over doubles: slow, and easy to hold against the text. */
final class PlainBert {
  private static final String ROOT = "module/bert/";

  private final Checkpoint weights;
  private final int size;
  private final int heads;

  PlainBert(Checkpoint weights, int size, int heads) {
    this.weights = weights;
    this.size = size;
    this.heads = heads;
  }

  /** One vector a token. */
  double[][] run(int[] ids, int layers) throws IOException {
    float[] words = weights.floats(ROOT + "embeddings/word_embeddings");
    float[] positions = weights.floats(ROOT + "embeddings/position_embeddings");
    float[] segments = weights.floats(ROOT + "embeddings/token_type_embeddings");
    double[][] tokens = new double[ids.length][size];
    for (int t = 0; t < ids.length; t++) {
      for (int i = 0; i < size; i++) {
        tokens[t][i] = (double) words[ids[t] * size + i] + positions[t * size + i] + segments[i];
      }
    }
    normalise(tokens, ROOT + "embeddings/LayerNorm");
    for (int layer = 0; layer < layers; layer++) {
      tokens = layer(tokens, ROOT + "encoder/layer_" + layer + "/");
    }
    return tokens;
  }

  private double[][] layer(double[][] input, String from) throws IOException {
    double[][] middle = dense(attention(input, from), from + "attention/output/dense");
    add(middle, input);
    normalise(middle, from + "attention/output/LayerNorm");
    double[][] wide = dense(middle, from + "intermediate/dense");
    for (double[] row : wide) {
      for (int i = 0; i < row.length; i++) {
        double x = row[i];
        row[i] = 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      }
    }
    double[][] result = dense(wide, from + "output/dense");
    add(result, middle);
    normalise(result, from + "output/LayerNorm");
    return result;
  }

  private double[][] attention(double[][] input, String from) throws IOException {
    double[][] query = dense(input, from + "attention/self/query");
    double[][] key = dense(input, from + "attention/self/key");
    double[][] value = dense(input, from + "attention/self/value");
    int own = size / heads;
    double[][] seen = new double[input.length][size];
    for (int head = 0; head < heads; head++) {
      for (int t = 0; t < input.length; t++) {
        double[] shares = new double[input.length];
        double sum = 0;
        for (int u = 0; u < input.length; u++) {
          double score = 0;
          for (int i = head * own; i < (head + 1) * own; i++) {
            score += query[t][i] * key[u][i];
          }
          shares[u] = Math.exp(score / Math.sqrt(own));
          sum += shares[u];
        }
        for (int u = 0; u < input.length; u++) {
          for (int i = head * own; i < (head + 1) * own; i++) {
            seen[t][i] += shares[u] / sum * value[u][i];
          }
        }
      }
    }
    return seen;
  }

  private double[][] dense(double[][] input, String from) throws IOException {
    float[] kernel = weights.floats(from + "/kernel");
    float[] bias = weights.floats(from + "/bias");
    double[][] result = new double[input.length][bias.length];
    for (int t = 0; t < input.length; t++) {
      for (int j = 0; j < bias.length; j++) {
        double sum = bias[j];
        for (int i = 0; i < input[t].length; i++) {
          sum += input[t][i] * kernel[i * bias.length + j];
        }
        result[t][j] = sum;
      }
    }
    return result;
  }

  private static void add(double[][] to, double[][] other) {
    for (int t = 0; t < to.length; t++) {
      for (int i = 0; i < to[t].length; i++) {
        to[t][i] += other[t][i];
      }
    }
  }

  private void normalise(double[][] tokens, String from) throws IOException {
    float[] gamma = weights.floats(from + "/gamma");
    float[] beta = weights.floats(from + "/beta");
    for (double[] token : tokens) {
      double mean = 0;
      double squares = 0;
      for (double value : token) {
        mean += value / size;
      }
      for (double value : token) {
        squares += (value - mean) * (value - mean) / size;
      }
      for (int i = 0; i < size; i++) {
        token[i] = (token[i] - mean) / Math.sqrt(squares + 1e-12) * gamma[i] + beta[i];
      }
    }
  }
}
