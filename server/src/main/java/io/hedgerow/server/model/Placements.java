package io.hedgerow.server.model;

import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextReader;
import io.hedgerow.models.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which registered models answer, and for which texts. A live one stands in for the starter or the
 * file of its policy; a canary for its share of texts, always the same ones; one in shadow is
 * compared. Immutable but for the tallies.
 *
 * @param version changes whenever an answer may
 */
public record Placements(
    long version, List<RegisteredModel> models, Map<String, ShadowTally> tallies) {
  /** Nothing is registered. */
  public static final Placements NONE = new Placements(0, List.of(), Map.of());

  public Placements {
    models = List.copyOf(models);
    tallies = Map.copyOf(tallies);
  }

  /**
   * The score under each policy.
   *
   * @param unregistered what answers where no registered model does
   * @param reading what a model sees of the text; asked only for models that answer or are compared
   */
  public Map<String, Double> score(
      List<TextModel> unregistered, String text, Function<TextModel, TextReader.Reading> reading) {
    Map<String, Double> scores = new LinkedHashMap<>();
    unregistered.forEach(model -> scores.put(model.policy(), score(model, reading)));
    models.stream()
        .filter(placed -> placed.stage() == ModelStage.LIVE)
        .forEach(placed -> scores.put(placed.policy(), score(placed.model(), reading)));
    models.stream()
        .filter(placed -> placed.stage() == ModelStage.CANARY && answers(placed, text))
        .forEach(placed -> scores.put(placed.policy(), score(placed.model(), reading)));
    compare(scores, reading);
    return scores;
  }

  private void compare(
      Map<String, Double> scores, Function<TextModel, TextReader.Reading> reading) {
    for (RegisteredModel placed : models) {
      ShadowTally tally = tallies.get(placed.sha256());
      Double answer = scores.get(placed.policy());
      if (placed.stage() == ModelStage.SHADOW && tally != null && answer != null) {
        tally.add(answer, score(placed.model(), reading));
      }
    }
  }

  private static double score(TextModel model, Function<TextModel, TextReader.Reading> reading) {
    TextReader.Reading seen = reading.apply(model);
    return model.score(seen.features(), seen.ngrams());
  }

  /** By the text's content: who posts a text must not change what it scores. */
  public static boolean answers(RegisteredModel canary, String text) {
    String hash = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    return Integer.parseInt(hash.substring(0, 6), 16) % 100 < canary.stands().percent();
  }
}
