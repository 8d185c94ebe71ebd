package io.hedgerow.models.starter;

import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextModelFile;
import io.hedgerow.models.head.LinearHead;
import io.hedgerow.models.policy.PolicyText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What comes with the program: policy texts, classifiers for the default encoder trained on open
 * data, and directions, which are heads of single data sets that steer learning from few labels.
 * {@code tools/train-starters} makes the last two.
 */
public final class Starters {
  private static final String POLICIES = "policies.json";
  private static final String CLASSIFIERS = "classifiers.jsonl";
  private static final String DIRECTIONS = "directions.jsonl";

  private Starters() {}

  /** Texts of common policies, for who has none yet. */
  public static List<PolicyText> policies() {
    List<PolicyText> policies = new ArrayList<>();
    for (JsonNode policy : new JsonMapper().readTree(content(POLICIES))) {
      policies.add(
          new PolicyText(
              policy.required("id").asString(),
              policy.required("title").asString(),
              strings(policy.required("definition")),
              strings(policy.required("covers")),
              strings(policy.required("excludes"))));
    }
    return policies;
  }

  public static Optional<PolicyText> findPolicy(String id) {
    return policies().stream().filter(policy -> policy.id().equals(id)).findFirst();
  }

  /** The classifiers, one a policy. */
  public static List<TextModel> classifiers() {
    return models(CLASSIFIERS);
  }

  public static Optional<TextModel> findClassifier(String policy) {
    return classifiers().stream().filter(model -> model.policy().equals(policy)).findFirst();
  }

  /**
   * A classifier's card, as {@code hedgerow bench text --starter-cards} wrote it.
   *
   * @param format {@code md} or {@code json}
   */
  public static Optional<String> findCard(String policy, String format) {
    return findClassifier(policy)
        .map(model ->
            new String(content("cards/" + model.policy() + "." + format), StandardCharsets.UTF_8))
        .filter(card -> !card.isEmpty());
  }

  /** Heads of single data sets, named {@code SET:LABEL}. */
  public static List<TextModel> directions() {
    return models(DIRECTIONS);
  }

  /** The directions that come for an encoder; none for any but the default one. */
  public static List<LinearHead> directionsFor(String encoderSha256) {
    return directions().stream()
        .filter(model -> model.encoder().sha256().equals(encoderSha256))
        .map(TextModel::head)
        .toList();
  }

  private static List<TextModel> models(String file) {
    return new String(content(file), StandardCharsets.UTF_8)
        .lines()
        .map(line -> TextModelFile.read(file, line.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private static byte[] content(String file) {
    try (InputStream in = Starters.class.getResourceAsStream(file)) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static List<String> strings(JsonNode node) {
    List<String> strings = new ArrayList<>();
    node.forEach(each -> strings.add(each.asString()));
    return strings;
  }
}
