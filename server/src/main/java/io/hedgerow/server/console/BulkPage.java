package io.hedgerow.server.console;

import io.hedgerow.engine.policy.Policy;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.DecisionFilter;
import io.hedgerow.review.bulk.BulkAction;
import io.hedgerow.review.bulk.BulkActions;
import io.hedgerow.review.bulk.BulkActions.Outcome;
import io.hedgerow.review.bulk.CsvEntities;
import io.hedgerow.review.bulk.Entities;
import io.hedgerow.review.bulk.Judgement;
import io.hedgerow.review.bulk.Kinds;
import io.hedgerow.review.bulk.ListedEntities;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.bulk.BulkAnswers;
import io.hedgerow.server.bulk.Search;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One judgement of everything in a file or behind a search: looked at first, undone as one. */
@ShowsNoContent
@RestController
public final class BulkPage {
  private static final int ROWS = 50;
  private static final int EXAMPLES = 20;

  private final Templates templates;
  private final BulkActions bulk;
  private final LedgerReader reader;
  private final PackShelf shelf;
  private final Bounds bounds;

  BulkPage(
      Templates templates, BulkActions bulk, LedgerReader reader, PackShelf shelf, Bounds bounds) {
    this.templates = templates;
    this.bulk = bulk;
    this.reader = reader;
    this.shelf = shelf;
    this.bounds = bounds;
  }

  /** Those there are, and the form for a new one; a search may come with it from the live page. */
  @Shows("bulk")
  @GetMapping("/console/bulk")
  ResponseEntity<byte[]> page(HttpServletRequest request, Authentication who) {
    return templates.render(
        "bulk",
        Map.of(
            "page", Page.of("Bulk actions", "bulk", request, who),
            "filter", LiveFilter.of(request),
            "policies", policies(),
            "kinds", List.copyOf(Kinds.of(shelf.active()).valid()),
            "alone", bulk.alone(),
            "key", UUID.randomUUID().toString(),
            "actions", bulk.list(Long.MAX_VALUE, ROWS)));
  }

  private List<Policy> policies() {
    return shelf.active().policies().values().stream()
        .sorted(Comparator.comparing(Policy::id))
        .toList();
  }

  /** Asks for one; the form's key makes sending it twice one action. */
  @PostMapping("/console/bulk")
  ResponseEntity<Void> ask(
      @RequestParam String key,
      @RequestParam String policy,
      @RequestParam String says,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String lasts,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String of,
      @RequestParam(defaultValue = "false") boolean actors,
      @RequestParam(defaultValue = "") String entity,
      @RequestParam(defaultValue = "") String at,
      HttpServletRequest request,
      Authentication who)
      throws IOException, ServletException {
    Judgement judgement = BulkAnswers.judgement(policy, says, reason, given(lasts));
    bounds.check(who, judgement.policy());
    Kinds kinds = Kinds.of(shelf.active()).only(given(kind));
    Optional<Instant> start = given(at).map(BulkPage::time);
    Entities entities =
        given(entity).isPresent()
            ? new ListedEntities(List.of(entity.strip()), kinds)
            : many(request, of, actors, kinds, who);
    Outcome outcome = bulk.ask(key, Author.of(who).id(), judgement, entities);
    BulkAction action = BulkAnswers.stands(outcome).action();
    return to(action, start.map(BulkPage::beginning).orElse(""));
  }

  private Entities many(
      HttpServletRequest request, String of, boolean actors, Kinds kinds, Authentication who)
      throws IOException, ServletException {
    Optional<Part> file = file(request);
    DecisionFilter filter = LiveFilter.of(request).withPolicy(of).filter();
    if (file.isPresent() != filter.equals(DecisionFilter.ALL)) {
      throw Refusal.at(
          ProblemType.INVALID, "file", "choose a file, or narrow a search; one of them");
    }
    return file.isPresent()
        ? new CsvEntities(file.get().getInputStream(), name(file.get()), kinds)
        : new Search(filter, actors).entities(reader, kinds, bounds, who);
  }

  /** Proposed to whoever starts it, once they have seen what it would change. */
  private static String beginning(Instant at) {
    return "?at=" + Shown.encode(LocalDateTime.ofInstant(at, ZoneOffset.UTC).toString());
  }

  private static Optional<Part> file(HttpServletRequest request)
      throws IOException, ServletException {
    String type = request.getContentType();
    return type != null && type.startsWith("multipart/form-data")
        ? Optional.ofNullable(request.getPart("file")).filter(part -> part.getSize() > 0)
        : Optional.empty();
  }

  private static String name(Part file) {
    return Optional.ofNullable(file.getSubmittedFileName()).orElse("");
  }

  private static Optional<String> given(String text) {
    return Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty());
  }

  @Shows("bulk")
  @GetMapping("/console/bulk/{id}")
  ResponseEntity<byte[]> one(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String at,
      HttpServletRequest request,
      Authentication who) {
    Map<String, Object> model = new HashMap<>(model(id, request, who));
    model.put(
        "at",
        given(at).map(text -> LocalDateTime.ofInstant(time(text), ZoneOffset.UTC).toString()));
    return templates.render("bulkAction", model);
  }

  /**
   * How it stands, for showing it again while it moves; once it is in another state than it was,
   * the browser is told to load the page again, since other buttons fit then.
   */
  @Shows("bulk")
  @GetMapping("/console/bulk/{id}/state")
  ResponseEntity<byte[]> state(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String was,
      HttpServletRequest request,
      Authentication who) {
    Map<String, Object> model = model(id, request, who);
    return model.get("action") instanceof BulkAction action && action.state().word().equals(was)
        ? templates.render("bulkState", model)
        : ResponseEntity.noContent().header("HX-Refresh", "true").build();
  }

  private Map<String, Object> model(long id, HttpServletRequest request, Authentication who) {
    BulkAction action =
        bulk.find(id)
            .orElseThrow(() -> Refusal.of(ProblemType.NOT_FOUND, "there is no bulk action " + id));
    return Map.of(
        "page", Page.of("Bulk action " + id, "bulk", request, who),
        "action", action,
        "preview", bulk.preview(id),
        "examples",
            bounds.open(who, bulk.entries(id, 0, EXAMPLES), entry -> Optional.of(entry.entity())),
        "second", action.entities() > bulk.alone(),
        "own", bulk.concerns(action, Author.of(who).id()));
  }

  /** Starts it, now or at a time in UTC. */
  @PostMapping("/console/bulk/{id}/start")
  ResponseEntity<Void> start(
      @PathVariable long id, @RequestParam(defaultValue = "") String at, Authentication who) {
    theirs(id, who);
    return moved(bulk.start(id, Author.of(who).id(), given(at).map(BulkPage::time)));
  }

  private static Instant time(String text) {
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException _) {
      throw Refusal.at(ProblemType.INVALID, "at", "a time looks like 2026-03-01T10:00, in UTC");
    }
  }

  @PostMapping("/console/bulk/{id}/approve")
  ResponseEntity<Void> approve(@PathVariable long id, Authentication who) {
    theirs(id, who);
    return moved(bulk.approve(id, Author.of(who).id()));
  }

  @PostMapping("/console/bulk/{id}/cancel")
  ResponseEntity<Void> cancel(@PathVariable long id, Authentication who) {
    theirs(id, who);
    return moved(bulk.cancel(id, Author.of(who).id()));
  }

  @PostMapping("/console/bulk/{id}/undo")
  ResponseEntity<Void> undo(
      @PathVariable long id, @RequestParam(defaultValue = "") String reason, Authentication who) {
    theirs(id, who);
    return moved(bulk.undo(id, Author.of(who).id(), reason));
  }

  /** Refuses whoever may not judge by the policy it judges by. */
  private void theirs(long id, Authentication who) {
    bulk.find(id).ifPresent(action -> bounds.check(who, action.judgement().policy()));
  }

  private static ResponseEntity<Void> moved(Outcome outcome) {
    return to(BulkAnswers.stands(outcome).action(), "");
  }

  private static ResponseEntity<Void> to(BulkAction action, String query) {
    return ResponseEntity.status(303)
        .header(HttpHeaders.LOCATION, "/console/bulk/" + action.id() + query)
        .build();
  }

  /** How a state reads. */
  public static String words(BulkAction.State state) {
    return switch (state) {
      case ASKED, PREVIEWING -> "working out what it would change";
      case PREVIEWED -> "waits for somebody to start it";
      case WAITING -> "waits for a second person";
      case SCHEDULED -> "scheduled";
      case RUNNING -> "is being carried out";
      case DONE -> "carried out";
      case STOPPED -> "stopped half-way";
      case UNDOING -> "is being taken back";
      case UNDONE -> "taken back";
      case CANCELLED -> "given up";
    };
  }

  /** True while it moves by itself. */
  public static boolean moving(BulkAction.State state) {
    return switch (state) {
      case ASKED, PREVIEWING, SCHEDULED, RUNNING, UNDOING -> true;
      case PREVIEWED, WAITING, DONE, STOPPED, UNDONE, CANCELLED -> false;
    };
  }
}
