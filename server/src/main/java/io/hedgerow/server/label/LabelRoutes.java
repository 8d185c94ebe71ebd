package io.hedgerow.server.label;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.DurationText;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.Written;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import io.hedgerow.server.webhook.Webhooks;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Read labels; write them from outside the engine; take them back. */
@ShowsNoContent
@RestController
final class LabelRoutes {
  private final Ledger ledger;
  private final LedgerReader reader;
  private final Bounds bounds;
  private final Webhooks webhooks;
  private final Voice voice;

  LabelRoutes(
      Ledger ledger, LedgerReader reader, Bounds bounds, Webhooks webhooks, PackShelf shelf) {
    this.ledger = ledger;
    this.reader = reader;
    this.bounds = bounds;
    this.webhooks = webhooks;
    this.voice = new Voice(shelf::active);
  }

  @Shows("labels")
  @GetMapping("/v1/labels")
  ResponseEntity<byte[]> list(HttpServletRequest request, Authentication who) {
    EntityId entity =
        Parameters.of(request, "entity")
            .entity("entity")
            .orElseThrow(() ->
                Refusal.at(ProblemType.INVALID, "entity", "name the entity: ?entity=kind:id"));
    bounds.look(who, entity);
    return Answers.ok(members("labels", reader.labels(entity).stream().map(Labels::tree).toList()));
  }

  @PostMapping("/v1/labels")
  ResponseEntity<byte[]> write(HttpServletRequest request, Authentication who) throws IOException {
    Author author = Author.of(who);
    Body body =
        Body.read(request, "entity", "policy", "says", "source", "confidence", "reason", "lasts");
    bounds.check(who, body.text("policy"));
    Written written =
        Writes.refusing(
            () -> ledger.write(Writes.key(request), author.id(), List.of(label(body, who))));
    webhooks.wake();
    return Answers.status(written.repeated() ? 200 : 201, describe(written));
  }

  @PostMapping("/v1/labels/negate")
  ResponseEntity<byte[]> negate(HttpServletRequest request, Authentication who) throws IOException {
    Body body = Body.read(request, "labels", "batch", "reason");
    String author = Author.of(who).id();
    String key = Writes.key(request);
    String reason = body.text("reason");
    Optional<String> batch = body.optionalText("batch");
    List<Long> named =
        batch.isPresent()
            ? List.of()
            : body.numbers("labels", "a list of label ids, or give a `batch`");
    bounds.check(who, batch.map(reader::labelsInBatch).orElseGet(() -> reader.labels(named)));
    Written written =
        Writes.refusing(() ->
            batch.isPresent()
                ? ledger.undo(key, author, batch.get(), reason)
                : ledger.undo(key, author, named, reason));
    webhooks.wake();
    return Answers.status(written.repeated() ? 200 : 201, describe(written));
  }

  private LabelWrite label(Body body, Authentication who) {
    return Writes.fitting(() ->
        new LabelWrite(
            Parameters.entity("entity", body.text("entity")),
            body.text("policy"),
            says(body.optionalText("says").orElse("violates")),
            voice.of(body, who),
            body.number("confidence", 0, 1).orElse(1.0),
            body.text("reason"),
            body.optionalText("lasts").map(LabelRoutes::duration)));
  }

  private static Label.Says says(String word) {
    return switch (word) {
      case "violates" -> Label.VIOLATES;
      case "clears" -> Label.CLEARS;
      default ->
          throw Refusal.at(ProblemType.INVALID, "says", "a label says `violates` or `clears`");
    };
  }

  private static Duration duration(String text) {
    return DurationText.parse(text)
        .orElseThrow(() ->
            Refusal.at(ProblemType.INVALID, "lasts", "`lasts` must be a duration such as 7d"));
  }

  static Map<String, Object> describe(Written written) {
    return members(
        "batch", written.batch(), "labels", written.labels(), "repeated", written.repeated());
  }
}
