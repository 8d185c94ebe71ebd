package io.hedgerow.models.classifier;

import io.hedgerow.models.encoder.Embedding;
import io.hedgerow.models.encoder.Encoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores texts under several policies with one pass of the encoder. Safe for use by many threads.
 */
public final class TextClassifier implements AutoCloseable {
  private final Encoder encoder;
  private final List<TextModel> models;

  /**
   * @param encoder closed with this classifier
   * @throws IllegalArgumentException if a model was trained on another encoder, or two are for one
   *     policy
   */
  public TextClassifier(Encoder encoder, List<TextModel> models) {
    this.encoder = encoder;
    this.models = List.copyOf(models);
    Map<String, TextModel> byPolicy = new LinkedHashMap<>();
    for (TextModel model : models) {
      if (!model.encoder().sha256().equals(encoder.identity().sha256())) {
        throw new IllegalArgumentException(
            "the model for `%s` was trained on encoder `%s` (%s), not on `%s` (%s)"
                .formatted(
                    model.policy(),
                    model.encoder().name(),
                    model.encoder().sha256().substring(0, 12),
                    encoder.identity().name(),
                    encoder.identity().sha256().substring(0, 12)));
      }
      if (byPolicy.put(model.policy(), model) != null) {
        throw new IllegalArgumentException("two models are for policy `" + model.policy() + "`");
      }
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
    List<Map<String, Double>> all = new ArrayList<>(texts.size());
    for (TextReader.Reading reading : new TextReader(encoder).read(texts)) {
      Map<String, Double> scores = new LinkedHashMap<>();
      for (TextModel model : models) {
        scores.put(model.policy(), model.score(reading.features(), reading.ngrams()));
      }
      all.add(scores);
    }
    return all;
  }

  /** What its models see of a text, for models beside them on the same encoder. */
  public TextReader.Reading read(String text) {
    return new TextReader(encoder).read(List.of(text)).getFirst();
  }

  /** What the encoder under its models makes of texts, in their order. */
  public List<Embedding> embed(List<String> texts) {
    return encoder.encode(texts);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
