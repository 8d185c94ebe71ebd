package io.hedgerow.server.model;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.pack.Suggestion;
import io.hedgerow.models.card.Gate;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Register, list, move and roll back text models. */
@ShowsNoContent
@RestController
final class ModelRoutes {
  /** A model with n-grams has 90 kB, a card some. */
  private static final int MOST_BYTES = 4 << 20;

  private static final double USUAL_PERCENT = 5;

  private final ModelRegistry registry;

  ModelRoutes(ModelRegistry registry) {
    this.registry = registry;
  }

  @GetMapping("/v1/models")
  ResponseEntity<byte[]> list() {
    return Answers.ok(members("models", registry.list().stream().map(this::describe).toList()));
  }

  @GetMapping("/v1/models/{sha256}")
  ResponseEntity<byte[]> one(@PathVariable String sha256) {
    RegisteredModel model =
        registry
            .find(sha256)
            .orElseThrow(
                () -> Refusal.of(ProblemType.NOT_FOUND, "there is no model `" + sha256 + "`"));
    Map<String, Object> all = new LinkedHashMap<>(describe(model));
    all.put("card", Body.object(model.card().getBytes(StandardCharsets.UTF_8)));
    all.put(
        "history",
        registry.history(model.sha256()).stream()
            .map(move ->
                members(
                    "stage", move.stage().word(),
                    "percent", move.percent(),
                    "at", move.at().toString(),
                    "author", move.author(),
                    "reason", move.reason()))
            .toList());
    return Answers.ok(all);
  }

  /** The body: {@code {"model": "…", "card": "…", "reason": "…"}}, the files' text as strings. */
  @PostMapping("/v1/models")
  ResponseEntity<byte[]> register(HttpServletRequest request, Authentication who)
      throws IOException {
    Map<?, ?> body = Body.object(Body.bytes(request, MOST_BYTES));
    RegisteredModel registered =
        registry.register(
            text(body, "model").getBytes(StandardCharsets.UTF_8),
            text(body, "card"),
            Author.of(who).id(),
            text(body, "reason"));
    return Answers.status(201, describe(registered));
  }

  private static String text(Map<?, ?> body, String member) {
    if (body.get(member) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw Refusal.at(ProblemType.INVALID, member, "member `" + member + "` must be text");
  }

  @PostMapping("/v1/models/{sha256}/stage")
  ResponseEntity<byte[]> move(
      @PathVariable String sha256, HttpServletRequest request, Authentication who)
      throws IOException {
    Body body = Body.read(request, "stage", "percent", "reason");
    String word = body.text("stage");
    ModelStage stage =
        ModelStage.find(word)
            .orElseThrow(() ->
                Refusal.at(ProblemType.INVALID, "stage", "there is no stage `" + word + "`")
                    .with("hint", Suggestion.hint(word, ModelStage.words())));
    int percent = (int) Math.round(body.number("percent", 1, 99).orElse(USUAL_PERCENT));
    return Answers.ok(
        describe(registry.move(sha256, stage, percent, Author.of(who).id(), body.text("reason"))));
  }

  @PostMapping("/v1/models/roll-back")
  ResponseEntity<byte[]> rollBack(HttpServletRequest request, Authentication who)
      throws IOException {
    Body body = Body.read(request, "policy", "reason");
    Optional<RegisteredModel> answers =
        registry.rollBack(body.text("policy"), Author.of(who).id(), body.text("reason"));
    return Answers.ok(members("answers", answers.map(this::describe)));
  }

  private Map<String, Object> describe(RegisteredModel model) {
    Gate gate = registry.gate(model.policy());
    List<String> shortfalls = gate.shortfalls(model.facts());
    return members(
        "sha256", model.sha256(),
        "policy", model.policy(),
        "stage", model.stage().word(),
        "percent", model.stands().percent(),
        "registered", model.registered().toString(),
        "author", model.author(),
        "texts", model.facts().texts(),
        "auroc_low", model.facts().aurocLow(),
        "calibration_error", model.facts().calibrationError(),
        "falls_short", shortfalls,
        "compared",
            registry
                .compared(model)
                .map(seen ->
                    members(
                        "texts", seen.texts(),
                        "only_shadow_above_half", seen.higher(),
                        "only_answer_above_half", seen.lower(),
                        "mean_distance", seen.apart())));
  }
}
