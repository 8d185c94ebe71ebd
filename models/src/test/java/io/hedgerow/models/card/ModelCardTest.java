package io.hedgerow.models.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.models.calibration.CalibrationError.Bin;
import io.hedgerow.models.classifier.LogitScale;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.evaluation.Bootstrap;
import io.hedgerow.models.evaluation.ScoredLabels;
import io.hedgerow.models.head.LinearHead;
import io.hedgerow.models.threshold.Band;
import io.hedgerow.models.threshold.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ModelCardTest {
  private static final long SEED = 3;

  @Test
  void theCardSaysWhatItLearnedFromWhatWasMeasuredAndWhatItCannot() {
    String card = new ModelCard(model(), evaluation(600, 0.3), "a seeded sample").markdown();
    assertThat(card)
        .contains("# Model card: `spam`")
        .contains("- posts of ours (CC0-1.0)")
        .contains("On a seeded sample: 600 texts")
        .containsPattern("AUROC \\| 0\\.\\d{3} \\(0\\.\\d{3} to [01]\\.\\d{3}\\)")
        .contains("Automatic action at precision ≥ 0.95 with 95% confidence: ")
        .contains("## Calibration")
        .contains("## By group")
        .contains("## Limits");
    assertThat(card)
        .isEqualTo(new ModelCard(model(), evaluation(600, 0.3), "a seeded sample").markdown());
  }

  @Test
  void theCardForProgramsSaysTheSameWithWhatTheGateSaid() {
    Evaluation evaluation = evaluation(600, 0.3);
    Gate strict = new Gate(0.8, 0.1, 0.7, 1000);
    JsonNode card =
        new JsonMapper().readTree(new ModelCard(model(), evaluation, "a sample").json(strict));
    assertThat(card.path("policy").asString()).isEqualTo("spam");
    assertThat(card.path("learned_from").path("sources").get(0).asString())
        .isEqualTo("posts of ours (CC0-1.0)");
    assertThat(card.path("measured").path("auroc").path("value").asDouble())
        .isEqualTo(evaluation.auroc().orElseThrow().value());
    assertThat(card.path("calibration")).hasSameSizeAs(evaluation.bins());
    assertThat(card.path("groups")).hasSize(2);
    assertThat(card.path("gate").path("passes").asBoolean()).isFalse();
    assertThat(card.path("gate").path("falls_short").get(0).asString())
        .isEqualTo("measured on 600 texts, needs 1000");
    assertThat(card.path("limits")).hasSize(3);
  }

  @Test
  void aGateReadsFromACardWhatItReadsFromTheEvaluation() {
    Evaluation evaluation = evaluation(600, 0.9);
    ModelCard card = new ModelCard(model(), evaluation, "a sample");
    CardFacts read = CardFacts.read(card.json(Gate.USUAL));
    assertThat(read).isEqualTo(card.facts());
    Gate strict = new Gate(0.999, 0.001, 0.999, 1000);
    assertThat(strict.shortfalls(read)).isEqualTo(strict.shortfalls(evaluation)).hasSize(4);
    assertThatThrownBy(() -> CardFacts.read("{\"format\": 7}"))
        .hasMessage("a card's `format` must be 1, was 7");
    assertThatThrownBy(() -> CardFacts.read("{\"format\": 1}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CardFacts.read("# a page")).hasMessageStartingWith("no model card: ");
  }

  @Test
  void theCardSaysFromWhichScoreOnPeopleLookAndFromWhichItActsByItself() {
    Evaluation evaluation = evaluation(2_000, 0.3);
    double from = evaluation.band().reviewFrom();
    assertThat(from).isBetween(0.02, 0.5);
    ModelCard card = new ModelCard(model(), evaluation, "a sample");
    assertThat(card.markdown())
        .contains(
            String.format(
                Locale.ROOT,
                "For people: from score %.3f on; below it lie at most 10%% of the breaches",
                from));
    assertThat(new ModelCard(model(), evaluation(20, 0.3), "a sample").markdown())
        .contains("For people: all scores");
    Band read = CardFacts.read(card.json(Gate.USUAL)).band().orElseThrow();
    assertThat(read).isEqualTo(evaluation.band());
    assertThat(read.actFrom().orElseThrow()).isGreaterThan(from);
    String older = card.json(Gate.USUAL).replace("\"review\"", "\"something\"");
    assertThat(CardFacts.read(older).band()).isEmpty();
    ModelCard moved = new ModelCard(model(), evaluation, "a sample", true);
    assertThat(CardFacts.read(moved.json(Gate.USUAL)).band()).isEmpty();
  }

  @Test
  void thePlotPutsEachBinAtItsScoreAndShare() {
    String plot = CalibrationPlot.of(List.of(new Bin(10, 0, 0), new Bin(10, 1, 0.5)));
    List<String> lines = plot.lines().toList();
    assertThat(lines).hasSize(13);
    assertThat(lines.get(0)).startsWith("1.0 |").endsWith("···");
    assertThat(lines.get(5)).startsWith("0.5 |").hasSize(5 + 41).endsWith("o");
    assertThat(lines.get(10)).isEqualTo("0.0 |o·");
  }

  @Test
  void aGateThatAsksTheImpossibleIsRefused() {
    assertThatThrownBy(() -> new Gate(1.4, 0.05, 0.7, 200))
        .hasMessage("least AUROC must be in [0.5, 1], was 1.4");
    assertThatThrownBy(() -> new Gate(0.8, Double.NaN, 0.7, 200))
        .hasMessageContaining("most calibration error must be in [0.0, 1]");
    assertThatThrownBy(() -> new Gate(0.8, 0.05, 0.7, 0))
        .hasMessage("fewest texts must be at least 1, was 0");
  }

  @Test
  void aGoodModelPassesTheGate() {
    assertThat(new Gate(0.8, 0.1, 0.7, 200).shortfalls(evaluation(600, 0.3))).isEmpty();
  }

  @Test
  void theGateNamesEveryShortfallWithItsAmount() {
    List<String> shortfalls = new Gate(0.99, 0.001, 0.999, 1000).shortfalls(evaluation(600, 2));
    assertThat(shortfalls).hasSize(4);
    assertThat(shortfalls.get(0)).isEqualTo("measured on 600 texts, needs 1000");
    assertThat(shortfalls.get(1))
        .matches("AUROC, .* is 0\\.\\d{3}, needs 0\\.990: 0\\.\\d{3} short");
    assertThat(shortfalls.get(2)).matches("calibration error is .* too much");
    assertThat(shortfalls.get(3)).matches("worst area of group `\\w+` is .* short");
  }

  @Test
  void textsOfOneKindDoNotPass() {
    ScoredLabels labels = new ScoredLabels(new double[] {0.1, 0.9}, new boolean[2]);
    Evaluation evaluation =
        Evaluation.of(
            labels,
            List.of(Set.of(), Set.of()),
            new Promise(0.95, 0.95),
            0.1,
            new Bootstrap(50, SEED));
    assertThat(Gate.USUAL.shortfalls(evaluation))
        .contains("AUROC cannot be measured: texts of both kinds are needed");
  }

  private static Evaluation evaluation(int size, double noise) {
    Random random = new Random(SEED);
    double[] scores = new double[size];
    boolean[] positive = new boolean[size];
    List<Set<String>> groups = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double logit = 6 * random.nextDouble() - 3;
      scores[i] = LinearHead.probability(2 * logit + noise * random.nextGaussian());
      positive[i] = random.nextDouble() < LinearHead.probability(2 * logit);
      groups.add(Set.of(i % 2 == 0 ? "even" : "odd"));
    }
    return Evaluation.of(
        new ScoredLabels(scores, positive),
        groups,
        new Promise(0.95, 0.95),
        0.1,
        new Bootstrap(60, SEED));
  }

  private static TextModel model() {
    return new TextModel(
        "spam",
        new Encoder.Identity("minilm", "a".repeat(64), 2, 0),
        new LinearHead(new float[2], 0),
        Optional.empty(),
        LogitScale.NONE,
        new TextModel.Provenance(
            TextModel.Method.FEW_SHOT,
            8,
            9,
            100,
            1,
            "b".repeat(64),
            List.of("posts of ours (CC0-1.0)")));
  }
}
