package io.hedgerow.server.label;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.DurationText;
import io.hedgerow.engine.pack.Suggestion;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.Written;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import io.hedgerow.server.webhook.Webhooks;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Read labels; write them from outside the engine; take them back. */
@RestController
final class LabelRoutes {
  private static final List<String> SOURCES =
      Arrays.stream(SourceKind.values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();

  private final Ledger ledger;
  private final LedgerReader reader;
  private final Bounds bounds;
  private final Webhooks webhooks;

  LabelRoutes(Ledger ledger, LedgerReader reader, Bounds bounds, Webhooks webhooks) {
    this.ledger = ledger;
    this.reader = reader;
    this.bounds = bounds;
    this.webhooks = webhooks;
  }

  @GetMapping("/v1/labels")
  ResponseEntity<byte[]> list(HttpServletRequest request) {
    EntityId entity =
        Parameters.of(request, "entity")
            .entity("entity")
            .orElseThrow(() ->
                Refusal.at(ProblemType.INVALID, "entity", "name the entity: ?entity=kind:id"));
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
            () -> ledger.write(Writes.key(request), author.id(), List.of(label(body, author))));
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

  private static LabelWrite label(Body body, Author author) {
    return Writes.fitting(() ->
        new LabelWrite(
            Parameters.entity("entity", body.text("entity")),
            body.text("policy"),
            says(body.optionalText("says").orElse("violates")),
            source(body, author),
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

  /**
   * A person judges as a reviewer, in their own name: nobody can write in another's, and no machine
   * in a person's.
   */
  private static Source source(Body body, Author author) {
    Body source = body.inside("source");
    if (!author.machine()) {
      if (!source.members().isEmpty()) {
        throw Refusal.at(
            ProblemType.INVALID, "source", "leave it out: a person judges in their own name");
      }
      return Source.reviewer(author.id());
    }
    String word = source.text("kind");
    if (!SOURCES.contains(word)) {
      throw Refusal.at(ProblemType.INVALID, "source.kind", "there is no source `" + word + "`")
          .with("hint", Suggestion.hint(word, SOURCES));
    }
    return new Source(
        SourceKind.valueOf(word.toUpperCase(Locale.ROOT)),
        source.text("id"),
        source.optionalText("version").orElse(""));
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
