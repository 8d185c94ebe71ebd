package io.hedgerow.models.classifier;

import io.hedgerow.models.encoder.Embedding;
import io.hedgerow.models.encoder.Encoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Scores texts under several policies with one pass of each encoder. Safe for use by many threads.
 */
public final class TextClassifier implements AutoCloseable {
  private final TextReaders readers;
  private final List<TextModel> models;

  /**
   * With models of one encoder.
   *
   * @param encoder closed with this classifier
   * @throws IllegalArgumentException if a model was trained on another encoder, or two are for one
   *     policy
   */
  public TextClassifier(Encoder encoder, List<TextModel> models) {
    this(TextReaders.of(encoder), models);
    models.forEach(model -> requireSame(model, encoder.identity()));
  }

  /**
   * With models of any encoder.
   *
   * @param readers closed with this classifier
   * @throws IllegalArgumentException if two models are for one policy
   */
  public TextClassifier(TextReaders readers, List<TextModel> models) {
    this.readers = readers;
    this.models = List.copyOf(models);
    Set<String> policies = new HashSet<>();
    for (TextModel model : models) {
      if (!policies.add(model.policy())) {
        throw new IllegalArgumentException("two models are for policy `" + model.policy() + "`");
      }
    }
  }

  private static void requireSame(TextModel model, Encoder.Identity encoder) {
    if (!model.encoder().sha256().equals(encoder.sha256())) {
      throw new IllegalArgumentException(
          "the model for `%s` was trained on encoder `%s` (%s), not on `%s` (%s)"
              .formatted(
                  model.policy(),
                  model.encoder().name(),
                  model.encoder().sha256().substring(0, 12),
                  encoder.name(),
                  encoder.sha256().substring(0, 12)));
    }
  }

  /** The policies it scores, in the order of its models. */
  public List<String> policies() {
    return models.stream().map(TextModel::policy).toList();
  }

  /** The models, in their order. */
  public List<TextModel> models() {
    return models;
  }

  /** For each text, its probability under each policy, in the order of the policies. */
  public List<Map<String, Double>> classify(List<String> texts) {
    Map<String, List<TextReader.Reading>> readings = new HashMap<>();
    for (TextModel model : models) {
      readings.computeIfAbsent(model.encoder().sha256(), _ -> readers.read(model.encoder(), texts));
    }
    List<Map<String, Double>> all = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      Map<String, Double> scores = new LinkedHashMap<>();
      for (TextModel model : models) {
        List<TextReader.Reading> read = readings.getOrDefault(model.encoder().sha256(), List.of());
        scores.put(model.policy(), model.score(read.get(i).features(), read.get(i).ngrams()));
      }
      all.add(scores);
    }
    return all;
  }

  /**
   * What models see of a text, these and others beside them; each encoder reads it once.
   *
   * @return a function that throws what opening a model's encoder does
   */
  public Function<TextModel, TextReader.Reading> read(String text) {
    Map<String, TextReader.Reading> readings = new HashMap<>();
    return model ->
        readings.computeIfAbsent(
            model.encoder().sha256(), _ -> readers.read(model.encoder(), List.of(text)).getFirst());
  }

  /** What the encoder under the first of its models makes of texts, in their order. */
  public List<Embedding> embed(List<String> texts) {
    return readers.embed(models.getFirst().encoder(), texts);
  }

  @Override
  public void close() {
    readers.close();
  }
}
