package io.hedgerow.server.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.PackLoader;
import io.hedgerow.engine.pack.PackLoading;
import io.hedgerow.models.card.CardFacts;
import io.hedgerow.models.card.Gate;
import io.hedgerow.models.classifier.LogitScale;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextReader;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.head.LinearHead;
import io.hedgerow.models.head.Ngrams;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class PlacementsTest {
  private static final TextReader.Reading READING =
      new TextReader.Reading(new float[] {1}, Ngrams.of("a text"));

  @Test
  void aLiveModelAnswersForItsPolicyAndTheRestIsAsItWas() {
    Placements placements = at(placed("spam", 0.9, ModelStage.LIVE, 100));
    Map<String, Double> scores =
        placements.score(List.of(model("spam", 0.2), model("hate", 0.3)), "a text", _ -> READING);
    assertThat(scores.get("spam")).isCloseTo(0.9, within());
    assertThat(scores.get("hate")).isCloseTo(0.3, within());
  }

  @Test
  void aCanaryAnswersForItsShareOfTextsAndAlwaysForTheSame() {
    Placements placements = at(placed("spam", 0.9, ModelStage.CANARY, 20));
    List<Integer> taken =
        IntStream.range(0, 2_000).filter(i -> spam(placements, "text " + i) > 0.5).boxed().toList();
    assertThat(taken.size()).isBetween(330, 470);
    assertThat(taken).allSatisfy(i -> assertThat(spam(placements, "text " + i)).isGreaterThan(0.5));
  }

  @Test
  void aModelInShadowChangesNoScoreAndIsCompared() {
    RegisteredModel shadow = placed("spam", 0.9, ModelStage.SHADOW, 0);
    ShadowTally tally = new ShadowTally();
    Placements placements = new Placements(1, List.of(shadow), Map.of(shadow.sha256(), tally));
    for (int i = 0; i < 10; i++) {
      assertThat(placements.score(List.of(model("spam", 0.2)), "t" + i, _ -> READING).get("spam"))
          .isCloseTo(0.2, within());
    }
    assertThat(tally.seen().texts()).isEqualTo(10);
    assertThat(tally.seen().higher()).isEqualTo(10);
    assertThat(tally.seen().apart()).isCloseTo(0.7, within());
  }

  @Test
  void retiredModelsAndCandidatesAnswerNothing() {
    Placements placements =
        at(
            placed("spam", 0.9, ModelStage.CANDIDATE, 0),
            placed("hate", 0.9, ModelStage.RETIRED, 0));
    assertThat(placements.score(List.of(model("spam", 0.2)), "t", _ -> READING))
        .containsOnlyKeys("spam");
  }

  @Test
  void theGateIsThePacksWhereItSaysOneAndTheUsualElsewhere() {
    Pack pack =
        pack(
            """
            scores:
              self_harm: {input: event.text, gate: {least_auroc: 0.9, fewest_texts: 1000}}
              spam: {input: event.text}
            """);
    assertThat(ModelRegistry.gate(pack, "self-harm"))
        .isEqualTo(
            new Gate(0.9, Gate.USUAL.mostCalibrationError(), Gate.USUAL.leastSliceArea(), 1000));
    assertThat(ModelRegistry.gate(pack, "spam")).isEqualTo(Gate.USUAL);
    assertThat(ModelRegistry.gate(pack, "nothing")).isEqualTo(Gate.USUAL);
  }

  private static double spam(Placements placements, String text) {
    return placements
        .score(List.of(model("spam", 0.2)), text, _ -> READING)
        .getOrDefault("spam", Double.NaN);
  }

  private static Pack pack(String signals) {
    Map<String, byte[]> files =
        Map.of(
            "pack.yaml", bytes("name: t\ndescription: t\nowners: []\n"),
            "events.yaml", bytes("types: {post: {fields: {text: text}}}\n"),
            "signals.yaml", bytes(signals));
    return switch (PackLoader.load(files)) {
      case PackLoading.Loaded(Pack pack, var _) -> pack;
      case PackLoading.Failed failed -> throw new AssertionError(failed);
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-5);
  }

  private static Placements at(RegisteredModel... models) {
    return new Placements(1, List.of(models), Map.of());
  }

  private static RegisteredModel placed(
      String policy, double score, ModelStage stage, int percent) {
    String sha256 = "a" + policy;
    return new RegisteredModel(
        sha256,
        model(policy, score),
        "{}",
        new CardFacts(
            policy,
            sha256,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Instant.EPOCH,
        "t",
        new ModelMove(sha256, stage, percent, Instant.EPOCH, "t", "t"));
  }

  /** A model that gives every text this score. */
  private static TextModel model(String policy, double score) {
    return new TextModel(
        policy,
        new Encoder.Identity("none", "0".repeat(64), 1, 0),
        new LinearHead(new float[1], (float) Math.log(score / (1 - score))),
        Optional.empty(),
        LogitScale.NONE,
        new TextModel.Provenance(TextModel.Method.FEW_SHOT, 1, 1, 0, 1, "", List.of()));
  }
}
