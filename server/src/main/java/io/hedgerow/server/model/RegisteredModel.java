package io.hedgerow.server.model;

import io.hedgerow.models.card.CardFacts;
import io.hedgerow.models.classifier.TextModel;
import java.time.Instant;

/**
 * A model the registry knows.
 *
 * @param sha256 of its file
 * @param card as JSON
 * @param facts of the card
 * @param stands where it is now, and who put it there
 */
public record RegisteredModel(
    String sha256,
    TextModel model,
    String card,
    CardFacts facts,
    Instant registered,
    String author,
    ModelMove stands) {

  public String policy() {
    return model.policy();
  }

  public ModelStage stage() {
    return stands.stage();
  }

  RegisteredModel movedTo(ModelMove move) {
    return new RegisteredModel(sha256, model, card, facts, registered, author, move);
  }
}
