package io.hedgerow.models.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.models.card.CardFacts;
import io.hedgerow.models.classifier.TextClassifier;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextModelFile;
import io.hedgerow.models.encoder.Encoders;
import io.hedgerow.models.policy.PolicyText;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StartersTest {

  @Test
  void everyClassifierHasAPolicyTextAndReadsTheDefaultEncoder() throws IOException {
    try (TextClassifier classifier = open()) {
      assertThat(classifier.policies())
          .containsExactly("hate", "harassment", "violence", "sexual", "self-harm", "spam")
          .allMatch(policy -> Starters.findPolicy(policy).isPresent());
    }
  }

  @Test
  void classifiersScoreWhatTheirPolicyCoversAboveWhatItExcludes() throws IOException {
    try (TextClassifier classifier = open()) {
      for (String policy : classifier.policies()) {
        PolicyText text = Starters.findPolicy(policy).orElseThrow();
        assertThat(mean(classifier, policy, text.covers()))
            .as(policy)
            .isGreaterThan(mean(classifier, policy, text.excludes()));
      }
    }
  }

  @Test
  void everyModelSaysWhatItLearnedFromAndUnderWhichLicence() {
    assertThat(Starters.classifiers()).isNotEmpty();
    assertThat(Starters.directions()).isNotEmpty();
    for (TextModel model : Starters.classifiers()) {
      assertThat(model.provenance().sources()).isNotEmpty().allMatch(s -> s.matches(".* \\(.+\\)"));
    }
  }

  @Test
  void everyClassifierHasTheCardOfItsOwnBytes() {
    for (TextModel model : Starters.classifiers()) {
      CardFacts facts = CardFacts.read(Starters.findCard(model.policy(), "json").orElseThrow());
      assertThat(facts.policy()).isEqualTo(model.policy());
      assertThat(facts.modelSha256()).isEqualTo(Sha256.of(TextModelFile.write(model)));
      assertThat(Starters.findCard(model.policy(), "md").orElseThrow())
          .startsWith("# Model card: `" + model.policy() + "`")
          .contains(model.provenance().sources());
    }
    assertThat(Starters.findCard("no-such-policy", "md")).isEmpty();
  }

  @Test
  void aTestSuiteIsNeverTrainedOn() {
    for (TextModel model : Starters.directions()) {
      assertThat(model.policy()).doesNotContain("hatecheck");
    }
  }

  private static double mean(TextClassifier classifier, String policy, List<String> texts) {
    return classifier.classify(texts).stream()
        .mapToDouble((Map<String, Double> scores) -> scores.getOrDefault(policy, Double.NaN))
        .average()
        .orElseThrow();
  }

  private static TextClassifier open() throws IOException {
    return new TextClassifier(
        Encoders.openMiniLm(new ModelStore(Path.of("none"), (_, folder) -> folder)),
        Starters.classifiers());
  }
}
