package io.hedgerow.cli.text;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.models.card.CardFacts;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextModelFile;
import io.hedgerow.models.store.Sha256;
import io.hedgerow.models.threshold.Band;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What cards say is done by score. */
final class Bands {
  private Bands() {}

  /**
   * By policy, in the cards' order.
   *
   * @throws CommandFailure if a card is of none of the models, whose scores mean something else
   */
  static Map<String, Band> read(List<Path> cards, List<TextModel> models) throws IOException {
    Map<String, Band> bands = new LinkedHashMap<>();
    for (Path card : cards) {
      CardFacts facts = facts(card);
      TextModel model =
          models.stream()
              .filter(each -> each.policy().equals(facts.policy()))
              .findFirst()
              .orElseThrow(() ->
                  new CommandFailure(
                      "%s is of policy `%s`, which no model here is for"
                          .formatted(card, facts.policy())));
      if (!Sha256.of(TextModelFile.write(model)).equals(facts.modelSha256())) {
        throw new CommandFailure(
            "%s is of another model for `%s`; measure this one with hedgerow text evaluate --card"
                .formatted(card, facts.policy()));
      }
      bands.put(
          facts.policy(),
          facts
              .band()
              .orElseThrow(() ->
                  new CommandFailure(
                      "%s does not say from which of the model's scores on people look; measure on"
                              .formatted(card)
                          + " texts of yours with hedgerow text evaluate --card")));
    }
    return bands;
  }

  private static CardFacts facts(Path card) throws IOException {
    try {
      return CardFacts.read(Files.readString(card));
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(card + ": " + wrong.getMessage());
    }
  }
}
