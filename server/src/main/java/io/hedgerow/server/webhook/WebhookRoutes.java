package io.hedgerow.server.webhook;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import io.hedgerow.server.webhook.WebhookTable.DeadLetter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Register, list and remove webhooks; see and revive dead letters. */
@ShowsNoContent
@RestController
final class WebhookRoutes {
  private static final int MOST_DEAD = 500;

  private final Webhooks webhooks;
  private final Bounds bounds;
  private final Ledger ledger;
  private final InstantSource clock;
  private final SecureRandom random;

  WebhookRoutes(
      Webhooks webhooks, Bounds bounds, Ledger ledger, InstantSource clock, SecureRandom random) {
    this.webhooks = webhooks;
    this.bounds = bounds;
    this.ledger = ledger;
    this.clock = clock;
    this.random = random;
  }

  @PostMapping("/v1/webhooks")
  ResponseEntity<byte[]> add(HttpServletRequest request, Authentication who) throws IOException {
    Body body = Body.read(request, "url", "messages");
    URI url = address(body.text("url"));
    List<String> messages = body.words("messages", About.types());
    byte[] secret = bytes(32);
    Webhook webhook =
        new Webhook(
            "wh_" + HexFormat.of().formatHex(bytes(8)),
            url,
            messages.isEmpty() ? About.types() : messages,
            clock.instant(),
            Author.of(who).id());
    Map<About, Long> newest = webhooks.newest();
    ledger.note(
        "webhook registered",
        webhook.createdBy(),
        members("webhook", webhook.id(), "url", url.toString()),
        handle -> WebhookTable.add(handle, webhook, secret, newest));
    Map<String, Object> answer = describe(webhook);
    answer.put("secret", "whsec_" + Base64.getEncoder().encodeToString(secret));
    return Answers.status(201, answer);
  }

  @GetMapping("/v1/webhooks")
  ResponseEntity<byte[]> list() {
    return Answers.ok(
        members(
            "webhooks", webhooks.table().list().stream().map(WebhookRoutes::describe).toList()));
  }

  @DeleteMapping("/v1/webhooks/{id}")
  ResponseEntity<byte[]> remove(@PathVariable String id, Authentication who) {
    if (webhooks.table().list().stream().noneMatch(webhook -> webhook.id().equals(id))) {
      throw Refusal.of(ProblemType.NOT_FOUND, "there is no webhook `" + id + "`");
    }
    ledger.note(
        "webhook removed",
        Author.of(who).id(),
        members("webhook", id),
        handle -> WebhookTable.remove(handle, id, clock.instant()));
    return Answers.nothing();
  }

  @Shows("dead letters")
  @GetMapping("/v1/webhooks/dead-letters")
  ResponseEntity<byte[]> deadLetters(Authentication who) {
    List<DeadLetter> all = webhooks.table().listDead(MOST_DEAD);
    List<DeadLetter> open = bounds.open(who, all, WebhookRoutes::shown);
    return Answers.ok(
        members(
            "dead_letters",
            open.stream()
                .map(dead ->
                    members(
                        "webhook", dead.webhook(),
                        "about", dead.about(),
                        "change", dead.change(),
                        "entity", dead.entity(),
                        "attempts", dead.attempts(),
                        "error", dead.error(),
                        "dead", dead.dead().toString()))
                .toList(),
            "withheld",
            (long) all.size() - open.size()));
  }

  /** What is in force on an entity, or what its owner was told; other messages are of no entity. */
  private static Optional<EntityId> shown(DeadLetter letter) {
    return switch (About.ofWord(letter.about())) {
      case CHANGE, STATEMENT -> Optional.of(EntityId.parse(letter.entity()));
      case SOURCE, TRAFFIC, CANARY -> Optional.empty();
    };
  }

  @PostMapping("/v1/webhooks/{id}/revive")
  ResponseEntity<byte[]> revive(@PathVariable String id) {
    int revived = webhooks.table().revive(id, clock.instant());
    webhooks.wake();
    return Answers.ok(members("revived", revived));
  }

  private URI address(String text) {
    try {
      URI url = URI.create(text);
      webhooks
          .guard()
          .objection(url)
          .ifPresent(objection -> {
            throw Refusal.at(ProblemType.INVALID, "url", objection);
          });
      return url;
    } catch (IllegalArgumentException malformed) {
      throw Refusal.at(ProblemType.INVALID, "url", "that is no address: " + malformed.getMessage());
    }
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static Map<String, Object> describe(Webhook webhook) {
    return members(
        "id", webhook.id(),
        "url", webhook.url().toString(),
        "messages", webhook.messages(),
        "created", webhook.created().toString(),
        "created_by", webhook.createdBy());
  }
}
