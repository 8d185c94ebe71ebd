package io.hedgerow.server.bulk;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.review.bulk.BulkAction;
import io.hedgerow.review.bulk.BulkActions;
import io.hedgerow.review.bulk.BulkActions.Entry;
import io.hedgerow.review.bulk.BulkActions.Outcome;
import io.hedgerow.review.bulk.CsvEntities;
import io.hedgerow.review.bulk.Entities;
import io.hedgerow.review.bulk.Judgement;
import io.hedgerow.review.bulk.Kinds;
import io.hedgerow.review.bulk.ListedEntities;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.label.Writes;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** One judgement of many entities: asked for, looked at, started, agreed to, taken back. */
@ShowsNoContent
@RestController
final class BulkRoutes {
  private static final int MOST_LISTED = 1_000;

  private final BulkActions bulk;
  private final LedgerReader reader;
  private final PackShelf shelf;
  private final Bounds bounds;

  BulkRoutes(BulkActions bulk, LedgerReader reader, PackShelf shelf, Bounds bounds) {
    this.bulk = bulk;
    this.reader = reader;
    this.shelf = shelf;
    this.bounds = bounds;
  }

  /** Names entities one by one, or searches decisions for them. Nothing is done to them yet. */
  @PostMapping(value = "/v1/bulk", consumes = "application/json")
  ResponseEntity<byte[]> ask(HttpServletRequest request, Authentication who) throws IOException {
    Body body =
        Body.read(request, "policy", "says", "reason", "lasts", "kind", "entities", "search");
    Judgement judgement =
        BulkAnswers.judgement(
            body.text("policy"),
            body.optionalText("says").orElse("violates"),
            body.text("reason"),
            body.optionalText("lasts"));
    bounds.check(who, judgement.policy());
    Kinds kinds = Kinds.of(shelf.active()).only(body.optionalText("kind"));
    return asked(
        bulk.ask(Writes.key(request), Author.of(who).id(), judgement, entities(body, kinds, who)));
  }

  private Entities entities(Body body, Kinds kinds, Authentication who) {
    boolean search = body.members().containsKey("search");
    if (search == body.members().containsKey("entities")) {
      throw Refusal.at(ProblemType.INVALID, "entities", "give `entities` or `search`, one of them");
    }
    return search
        ? Search.of(body.inside("search")).entities(reader, kinds, bounds, who)
        : new ListedEntities(listed(body), kinds);
  }

  private static List<String> listed(Body body) {
    if (body.members().get("entities") instanceof List<?> list
        && list.size() <= MOST_LISTED
        && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw Refusal.at(
        ProblemType.INVALID,
        "entities",
        "member `entities` must be a list of at most 1000 `kind:id`; send more as text/csv");
  }

  /** Reads entities from a CSV file in the body; the judgement stands in the address. */
  @PostMapping(value = "/v1/bulk", consumes = "text/csv")
  ResponseEntity<byte[]> askCsv(HttpServletRequest request, Authentication who) throws IOException {
    Parameters query = Parameters.of(request, "policy", "says", "reason", "lasts", "kind", "name");
    Judgement judgement =
        BulkAnswers.judgement(
            query.text("policy").orElse(""),
            query.text("says").orElse("violates"),
            query.text("reason").orElse(""),
            query.text("lasts"));
    bounds.check(who, judgement.policy());
    Kinds kinds = Kinds.of(shelf.active()).only(query.text("kind"));
    try (Spool spool = Spool.of(request.getInputStream())) {
      return asked(
          bulk.ask(
              Writes.key(request),
              Author.of(who).id(),
              judgement,
              new CsvEntities(spool.open(), query.text("name").orElse(""), kinds)));
    }
  }

  private ResponseEntity<byte[]> asked(Outcome outcome) {
    Outcome.Stands stands = BulkAnswers.stands(outcome);
    return Answers.status(
        stands.repeated() ? 200 : 201, BulkAnswers.action(stands.action(), bulk.alone()));
  }

  @Shows("bulk")
  @GetMapping("/v1/bulk")
  ResponseEntity<byte[]> list(HttpServletRequest request) {
    Parameters query = Parameters.of(request, "before", "limit");
    int limit = (int) query.number("limit", 1, 500, 50);
    List<BulkAction> page =
        bulk.list(query.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE), limit);
    return Answers.ok(
        members(
            "bulk",
            page.stream().map(a -> BulkAnswers.action(a, bulk.alone())).toList(),
            "next_before",
            page.size() < limit ? Optional.empty() : Optional.of(page.getLast().id())));
  }

  /** How it stands, with what the preview found. */
  @Shows("bulk")
  @GetMapping("/v1/bulk/{id}")
  ResponseEntity<byte[]> one(@PathVariable long id) {
    Map<String, Object> tree = BulkAnswers.action(find(id), bulk.alone());
    tree.put("preview", BulkAnswers.preview(bulk.preview(id)));
    return Answers.ok(tree);
  }

  private BulkAction find(long id) {
    return bulk.find(id)
        .orElseThrow(() -> Refusal.of(ProblemType.NOT_FOUND, "there is no bulk action " + id));
  }

  @Shows("bulk")
  @GetMapping("/v1/bulk/{id}/entities")
  ResponseEntity<byte[]> entities(
      @PathVariable long id, HttpServletRequest request, Authentication who) {
    find(id);
    Parameters query = Parameters.of(request, "after", "limit");
    int limit = (int) query.number("limit", 1, 5_000, 500);
    List<Entry> page =
        bulk.entries(id, (int) query.number("after", 0, Integer.MAX_VALUE, 0), limit);
    return Answers.ok(
        members(
            "entities",
            bounds.open(who, page, entry -> Optional.of(entry.entity())).stream()
                .map(BulkAnswers::entry)
                .toList(),
            "next_after",
            page.size() < limit ? Optional.empty() : Optional.of((long) page.getLast().number())));
  }

  @PostMapping("/v1/bulk/{id}/start")
  ResponseEntity<byte[]> start(
      @PathVariable long id, HttpServletRequest request, Authentication who) throws IOException {
    Optional<Instant> at = Body.read(request, "at").optionalText("at").map(BulkRoutes::time);
    theirs(id, who);
    return moved(bulk.start(id, Author.of(who).id(), at));
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw Refusal.at(
          ProblemType.INVALID, "at", "`at` must be an RFC 3339 time such as 2026-03-01T10:00:00Z");
    }
  }

  @PostMapping("/v1/bulk/{id}/approve")
  ResponseEntity<byte[]> approve(@PathVariable long id, Authentication who) {
    theirs(id, who);
    return moved(bulk.approve(id, Author.of(who).id()));
  }

  @PostMapping("/v1/bulk/{id}/cancel")
  ResponseEntity<byte[]> cancel(@PathVariable long id, Authentication who) {
    theirs(id, who);
    return moved(bulk.cancel(id, Author.of(who).id()));
  }

  /** Takes everything back that it did. */
  @PostMapping("/v1/bulk/{id}/undo")
  ResponseEntity<byte[]> undo(@PathVariable long id, HttpServletRequest request, Authentication who)
      throws IOException {
    theirs(id, who);
    return moved(bulk.undo(id, Author.of(who).id(), Body.read(request, "reason").text("reason")));
  }

  /** Refuses whoever may not judge by the policy it judges by. */
  private void theirs(long id, Authentication who) {
    bulk.find(id).ifPresent(action -> bounds.check(who, action.judgement().policy()));
  }

  private ResponseEntity<byte[]> moved(Outcome outcome) {
    return Answers.ok(BulkAnswers.action(BulkAnswers.stands(outcome).action(), bulk.alone()));
  }
}
