package io.hedgerow.matching.language;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A supervised fastText model in its compressed file format (version 12, {@code .ftz}), read in
 * Java: subwords, pruned vocabulary, product-quantised input, hierarchical softmax. Enough for
 * {@code lid.176.ftz}; other kinds of models are refused by name. Immutable.
 *
 * <p>Source: Joulin et al., "Bag of Tricks for Efficient Text Classification", EACL 2017, and
 * "FastText.zip", 2016.
 */
public final class FastTextModel {
  private static final int MAGIC = 793_712_314;
  private static final int VERSION = 12;
  private static final int HIERARCHICAL = 1;
  private static final int SUPERVISED = 3;
  private static final String END = "</s>";

  private final int shortest;
  private final int longest;
  private final int buckets;
  private final Map<String, Integer> words = new HashMap<>();
  private final List<String> labels = new ArrayList<>();
  private final Map<Integer, Integer> kept = new HashMap<>();
  private final boolean pruned;
  private final QuantizedRows input;
  private final float[] output;
  private final LabelTree tree;

  private FastTextModel(ModelBytes file) {
    file.expect("magic number", MAGIC, file.number());
    file.expect("version", VERSION, file.number());
    int dimensions = file.number();
    for (int skipped = 0; skipped < 4; skipped++) {
      file.number();
    }
    file.expect("word n-gram length", 1, file.number());
    file.expect("loss (hierarchical softmax)", HIERARCHICAL, file.number());
    file.expect("kind (supervised)", SUPERVISED, file.number());
    buckets = file.number();
    shortest = file.number();
    longest = file.number();
    file.number();
    file.real();
    List<Long> counts = readWords(file);
    pruned = !kept.isEmpty();
    file.expect("quantised input", 1, file.flag() ? 1 : 0);
    input = QuantizedRows.read(file);
    file.expect("vector length", dimensions, input.dimensions());
    file.expect("quantised output", 0, file.flag() ? 1 : 0);
    file.expect("output rows", labels.size(), file.longNumber());
    file.expect("output columns", dimensions, file.longNumber());
    output = file.reals(labels.size() * dimensions);
    tree = LabelTree.of(counts);
  }

  /**
   * Reads a model.
   *
   * @throws IllegalArgumentException if the bytes are no such model
   */
  public static FastTextModel read(byte[] content) {
    return new FastTextModel(new ModelBytes(content));
  }

  private List<Long> readWords(ModelBytes file) {
    int size = file.count(file.number(), 10);
    int wordCount = file.number();
    file.number();
    file.longNumber();
    long keptCount = file.longNumber();
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String text = file.string();
      long count = file.longNumber();
      if (file.octet() == 0) {
        words.put(text, i);
      } else {
        labels.add(text);
        counts.add(count);
      }
    }
    file.expect("words", wordCount, words.size());
    int pairs = file.count(Math.max(0, keptCount), 8);
    for (int i = 0; i < pairs; i++) {
      kept.put(file.number(), file.number());
    }
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("a model file has no labels");
    }
    return counts;
  }

  /** The likeliest label of one line of text and its probability. */
  public Map.Entry<String, Double> best(String line) {
    float[] sum = new float[input.dimensions()];
    int count = 0;
    for (String word : line.split("[ \\n\\r\\t\\u000B\\f\\u0000]+")) {
      count += word.isEmpty() ? 0 : add(word, sum);
    }
    count += add(END, sum);
    for (int i = 0; i < sum.length && count > 0; i++) {
      sum[i] /= count;
    }
    int best = 0;
    double[] probabilities = tree.probabilities(sum, output);
    for (int i = 1; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    return Map.entry(labels.get(best), Math.min(1, probabilities[best]));
  }

  /** Adds a word and the subwords that make it up; says how many rows these were. */
  private int add(String word, float[] sum) {
    Integer known = words.get(word);
    int count = 0;
    if (known != null) {
      input.addTo(sum, known);
      count++;
    }
    return word.equals(END) ? count : count + addSubwords("<" + word + ">", sum);
  }

  private int addSubwords(String word, float[] sum) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int count = 0;
    for (int start = 0; start < bytes.length; start++) {
      int end = start;
      for (int letters = 1;
          !isInside(bytes, start) && end < bytes.length && letters <= longest;
          letters++) {
        do {
          end++;
        } while (end < bytes.length && isInside(bytes, end));
        boolean border = letters == 1 && (start == 0 || end == bytes.length);
        if (letters >= shortest && !border) {
          count += addBucket(hash(bytes, start, end), sum);
        }
      }
    }
    return count;
  }

  private int addBucket(int hash, float[] sum) {
    int bucket = Integer.remainderUnsigned(hash, buckets);
    Integer row = pruned ? kept.get(bucket) : Integer.valueOf(bucket);
    if (row == null || words.size() + row >= input.rows()) {
      return 0;
    }
    input.addTo(sum, words.size() + row);
    return 1;
  }

  private static boolean isInside(byte[] utf8, int at) {
    return (utf8[at] & 0xC0) == 0x80;
  }

  /** FNV-1a, with bytes taken as signed, as the original does. */
  private static int hash(byte[] bytes, int from, int to) {
    int hash = 0x811C9DC5;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * 16_777_619;
    }
    return hash;
  }

  /** How many labels it knows. */
  public int labels() {
    return labels.size();
  }
}
