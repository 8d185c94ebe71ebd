package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.models.card.Evaluation;
import io.hedgerow.models.card.Gate;
import io.hedgerow.models.card.ModelCard;
import io.hedgerow.models.classifier.LogitScale;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextModelFile;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.evaluation.Bootstrap;
import io.hedgerow.models.evaluation.ScoredLabels;
import io.hedgerow.models.starter.Starters;
import io.hedgerow.models.threshold.Promise;
import io.hedgerow.server.Api.Response;
import io.hedgerow.server.access.Permission;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One server of its own: a live model changes what every score says. */
final class ModelsIT {

  @Test
  void aModelClimbsToLiveThroughTheGateAndIsRolledBack() {
    try (RunningServer server = new RunningServer()) {
      Api api = server.api();
      TextModel unknown = onAnotherEncoder(model("spam", 0.1));
      assertThat(post(api, unknown, card(unknown, 20)).text("detail"))
          .contains("the server cannot run its encoder: there is no encoder `nobodys`; valid:");
      String weak = register(api, model("spam", 0.1), 20).text("sha256");
      Response refusedEarly = move(api, weak, "live");
      assertThat(refusedEarly.status()).isEqualTo(409);
      assertThat(refusedEarly.text("detail")).contains("must be a canary first");

      assertThat(move(api, weak, "shadow").text("stage")).isEqualTo("shadow");
      Response refused = move(api, weak, "canary");
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.text("type")).isEqualTo("/problems/model-refused");
      assertThat(refused.list("falls_short").toString())
          .contains("measured on 20 texts, needs 200");

      String first = climb(api, model("spam", 0.2));
      String second = climb(api, model("spam", 0.3));
      assertThat(stage(api, first)).isEqualTo("retired");
      assertThat(stage(api, second)).isEqualTo("live");

      Response back = post(api, "/v1/models/roll-back", Map.of("policy", "spam", "reason", "t"));
      assertThat(back.object("answers").get("sha256")).isEqualTo(first);
      assertThat(stage(api, second)).isEqualTo("retired");

      server.restart();
      Response kept = server.api().get("/v1/models/" + first.substring(0, 8));
      assertThat(kept.text("stage")).isEqualTo("live");
      assertThat(kept.list("history")).hasSize(6);
      assertThat(kept.object("card").get("policy")).isEqualTo("spam");
      assertThat(server.api().get("/console/models").raw().body()).contains("spam", "retired");
      assertThat(server.api().get("/v1/audit/verify").text("intact")).isEqualTo("true");
    }
  }

  @Test
  void whatDoesNotFitIsRefusedByName() {
    try (RunningServer server = new RunningServer()) {
      Api api = server.api();
      String card = card(model("spam", 0.1), 300);
      assertThat(post(api, model("spam", 0.2), card).text("detail"))
          .startsWith("the card is for model ");
      assertThat(post(api, "{}", card).text("where")).isEqualTo("model");
      assertThat(post(api, text(model("spam", 0.1)), "no card").text("where")).isEqualTo("card");
      assertThat(move(api, "0123456789", "shadow").status()).isEqualTo(404);
      Api reader = server.api(Permission.PACKS_READ);
      assertThat(reader.get("/v1/models").status()).isEqualTo(200);
      assertThat(post(reader, model("spam", 0.1), card).status()).isEqualTo(403);
      assertThat(
              post(api, "/v1/models/roll-back", Map.of("policy", "spam", "reason", "t")).status())
          .isEqualTo(409);
    }
  }

  private static String climb(Api api, TextModel model) {
    return climb(api, model, "live");
  }

  /** Registers it and moves it up to that stage; a canary answers for the usual share of texts. */
  static String climb(Api api, TextModel model, String top) {
    String sha256 = register(api, model, 600).text("sha256");
    List<String> stages = List.of("shadow", "canary", "live");
    for (String stage : stages.subList(0, stages.indexOf(top) + 1)) {
      assertThat(move(api, sha256, stage).text("stage")).isEqualTo(stage);
    }
    return sha256;
  }

  private static String stage(Api api, String sha256) {
    return api.get("/v1/models/" + sha256).text("stage");
  }

  private static Response register(Api api, TextModel model, int texts) {
    return post(api, model, card(model, texts));
  }

  /** The same model on an encoder that is nowhere. */
  private static TextModel onAnotherEncoder(TextModel model) {
    return new TextModel(
        model.policy(),
        new Encoder.Identity("nobodys", "ab".repeat(32), 384, 2),
        model.head(),
        Optional.empty(),
        model.scale(),
        model.provenance());
  }

  private static Response post(Api api, TextModel model, String card) {
    return post(api, text(model), card);
  }

  private static Response post(Api api, String model, String card) {
    return post(api, "/v1/models", Map.of("model", model, "card", card, "reason", "a test"));
  }

  private static Response move(Api api, String sha256, String stage) {
    return post(api, "/v1/models/" + sha256 + "/stage", Map.of("stage", stage, "reason", "a test"));
  }

  private static Response post(Api api, String path, Map<String, String> body) {
    return api.post(path, Api.JSON, CanonicalJson.write(body));
  }

  private static String text(TextModel model) {
    return new String(TextModelFile.write(model), StandardCharsets.UTF_8);
  }

  /** The starter with another intercept: a model of its own that costs no training. */
  static TextModel model(String policy, double intercept) {
    TextModel starter = Starters.findClassifier(policy).orElseThrow();
    return new TextModel(
        policy,
        starter.encoder(),
        starter.head(),
        Optional.empty(),
        new LogitScale(starter.scale().slope(), intercept),
        starter.provenance());
  }

  /** A card over scores that are right and calibrated. */
  private static String card(TextModel model, int texts) {
    Random random = new Random(7);
    double[] scores = new double[texts];
    boolean[] positive = new boolean[texts];
    for (int i = 0; i < texts; i++) {
      positive[i] = i % 2 == 0;
      scores[i] = positive[i] ? 0.97 + 0.02 * random.nextDouble() : 0.03 * random.nextDouble();
    }
    Evaluation evaluation =
        Evaluation.of(
            new ScoredLabels(scores, positive),
            Collections.nCopies(texts, Set.of()),
            new Promise(0.95, 0.95),
            0.1,
            new Bootstrap(20, 1));
    return new ModelCard(model, evaluation, "a seeded sample").json(Gate.USUAL);
  }
}
