package io.hedgerow.models.card;

import io.hedgerow.models.evaluation.Estimate;
import io.hedgerow.models.fairness.SubgroupFairness;
import io.hedgerow.models.threshold.Band;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What programs need of a card: what a gate looks at, and what is done by score.
 *
 * @param policy which the model is for
 * @param modelSha256 of the model's file
 * @param texts labelled ones measured on
 * @param aurocLow lower end of its interval; empty where it cannot be measured
 * @param calibrationError empty where it cannot be measured
 * @param worst the worst served group; empty without groups
 * @param band on the model's own scores; empty where the card does not say
 */
public record CardFacts(
    String policy,
    String modelSha256,
    int texts,
    Optional<Double> aurocLow,
    Optional<Double> calibrationError,
    Optional<WorstGroup> worst,
    Optional<Band> band) {

  /** A group of people, and the lowest of its areas. */
  public record WorstGroup(String group, double area) {}

  static CardFacts of(
      String policy, String modelSha256, Evaluation evaluation, Optional<Band> band) {
    return new CardFacts(
        policy,
        modelSha256,
        evaluation.texts(),
        evaluation.auroc().map(Estimate::low),
        evaluation.calibrationError().map(Estimate::value),
        evaluation.slices().stream().findFirst().flatMap(CardFacts::worst),
        band);
  }

  private static Optional<WorstGroup> worst(SubgroupFairness.Slice slice) {
    return slice.worst().map(area -> new WorstGroup(slice.group(), area));
  }

  /**
   * Reads a card that {@link ModelCard#json} wrote.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static CardFacts read(String json) {
    try {
      JsonNode card = new JsonMapper().readTree(json);
      int format = card.path("format").asInt(0);
      if (format != CardJson.FORMAT) {
        throw new IllegalArgumentException(
            "a card's `format` must be " + CardJson.FORMAT + ", was " + format);
      }
      JsonNode measured = card.required("measured");
      JsonNode worst = card.path("worst_group");
      return new CardFacts(
          card.required("policy").asString(),
          card.required("model_sha256").asString(),
          measured.required("texts").asInt(),
          number(measured.path("auroc").path("low")),
          number(measured.path("calibration_error").path("value")),
          number(worst.path("area"))
              .map(area -> new WorstGroup(worst.path("group").asString(), area)),
          band(card));
    } catch (JacksonException broken) {
      throw new IllegalArgumentException("no model card: " + broken.getOriginalMessage(), broken);
    }
  }

  private static Optional<Band> band(JsonNode card) {
    if (card.path("measured").path("scores_moved").asBoolean(false)) {
      return Optional.empty();
    }
    OptionalDouble actFrom =
        number(card.path("automatic_action").path("act_from"))
            .map(OptionalDouble::of)
            .orElse(OptionalDouble.empty());
    return number(card.path("review").path("review_from")).map(from -> new Band(from, actFrom));
  }

  private static Optional<Double> number(JsonNode node) {
    return node.isNumber() ? Optional.of(node.asDouble()) : Optional.empty();
  }
}
