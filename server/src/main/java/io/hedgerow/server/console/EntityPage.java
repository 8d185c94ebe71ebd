package io.hedgerow.server.console;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.history.EntityHistory;
import io.hedgerow.ledger.history.HistoryEntry;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.ledger.strike.Strike;
import io.hedgerow.review.Review;
import io.hedgerow.review.report.Reports.Report;
import io.hedgerow.review.report.Trust;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.entity.Histories;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.label.Writes;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.review.Bounds;
import io.hedgerow.server.webhook.Webhooks;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Everything about one entity, oldest first, and taking judgements back. */
@ShowsNoContent
@RestController
public final class EntityPage {
  private static final int ENTRIES = 200;

  private final Templates templates;
  private final Ledger ledger;
  private final LedgerReader reader;
  private final Webhooks webhooks;
  private final Bounds bounds;
  private final Review review;
  private final PackShelf shelf;
  private final InstantSource clock;

  EntityPage(
      Templates templates,
      Ledger ledger,
      LedgerReader reader,
      Webhooks webhooks,
      Bounds bounds,
      Review review,
      PackShelf shelf,
      InstantSource clock) {
    this.templates = templates;
    this.ledger = ledger;
    this.reader = reader;
    this.webhooks = webhooks;
    this.bounds = bounds;
    this.review = review;
    this.shelf = shelf;
    this.clock = clock;
  }

  /** Where the search box leads. */
  @GetMapping("/console/entities")
  ResponseEntity<byte[]> find(@RequestParam(defaultValue = "") String entity) {
    EntityId id = Parameters.entity("entity", entity.strip());
    return ResponseEntity.status(303).header(HttpHeaders.LOCATION, Shown.link(id)).build();
  }

  @Shows("entity")
  @GetMapping("/console/entities/{kind}/{id}")
  ResponseEntity<byte[]> page(
      @PathVariable String kind,
      @PathVariable String id,
      HttpServletRequest request,
      Authentication who) {
    EntityId entity = Parameters.entity("the address", kind + ":" + id);
    bounds.look(who, entity);
    EntityHistory history = reader.history(entity, after(request), ENTRIES);
    return templates.render(
        "entity",
        Answers.members(
            "page", Page.of(entity.toString(), "entities", request, who),
            "entity", entity,
            "enforcement", ledger.enforcement(entity, clock.instant()),
            "strikes", borne(who, entity),
            "standing", Standing.at(reader.labels(entity), clock.instant()),
            "trusted", reader.trusted(entity),
            "reports", new Reported(review.reports(entity), review.reporters(entity)),
            "policies",
                shelf.active().policies().values().stream()
                    .sorted(Comparator.comparing(Policy::id))
                    .toList(),
            "key", UUID.randomUUID().toString(),
            "history", history,
            "entries", Histories.open(bounds, who, history.entries())));
  }

  /**
   * The strikes of one policy that count now.
   *
   * @param weight of all together
   * @param until when the last of them stops counting
   * @param open the entities that whoever looks may see
   */
  public record Borne(
      String policy, int weight, Instant until, List<Strike> strikes, Set<EntityId> open) {
    /** False when what it is for belongs to a queue that whoever looks has no grant for. */
    public boolean shows(Strike strike) {
      return open.contains(strike.entity());
    }
  }

  private List<Borne> borne(Authentication who, EntityId entity) {
    List<Strike> counting =
        reader.strikes(entity).stream().filter(strike -> strike.counts(clock.instant())).toList();
    Set<EntityId> open = bounds.open(who, counting.stream().map(Strike::entity).toList());
    return counting.stream()
        .collect(Collectors.groupingBy(Strike::policy, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(policy ->
            new Borne(
                policy.getKey(),
                policy.getValue().stream().mapToInt(Strike::weight).sum(),
                Collections.max(policy.getValue().stream().map(Strike::expires).toList()),
                policy.getValue(),
                open))
        .toList();
  }

  /** Reports of an entity, and how far their reporters are believed. */
  public record Reported(List<Report> list, Map<String, Trust> reporters) {
    public Trust trust(Report report) {
      return reporters.getOrDefault(report.reporter(), Trust.UNKNOWN);
    }
  }

  private static HistoryEntry.Cursor after(HttpServletRequest request) {
    String after = request.getParameter("after");
    return after == null
        ? HistoryEntry.Cursor.START
        : HistoryEntry.Cursor.parse(after).orElse(HistoryEntry.Cursor.START);
  }

  /** Takes back the chosen ones of the labels that stand on the entity. */
  @PostMapping("/console/entities/{kind}/{id}/undo")
  ResponseEntity<Void> undo(
      @PathVariable String kind,
      @PathVariable String id,
      @RequestParam String reason,
      @RequestParam String key,
      @RequestParam(defaultValue = "") List<Long> label,
      Authentication who) {
    EntityId entity = Parameters.entity("the address", kind + ":" + id);
    List<Long> standing =
        Standing.at(reader.labels(entity), clock.instant()).stream()
            .map(Label::id)
            .filter(label::contains)
            .toList();
    if (!standing.isEmpty() && !reason.isBlank()) {
      bounds.check(who, reader.labels(standing));
      Writes.refusing(() -> ledger.undo(key, Author.of(who).id(), standing, reason.strip()));
      webhooks.wake();
    }
    return ResponseEntity.status(303).header(HttpHeaders.LOCATION, Shown.link(entity)).build();
  }

  /** Says whether machines alone may act on the entity. */
  @PostMapping("/console/entities/{kind}/{id}/trust")
  ResponseEntity<Void> trust(
      @PathVariable String kind,
      @PathVariable String id,
      @RequestParam boolean trusted,
      @RequestParam String reason,
      Authentication who) {
    EntityId entity = Parameters.entity("the address", kind + ":" + id);
    if (!reason.isBlank()) {
      ledger.trust(entity, trusted, Author.of(who).id(), reason.strip());
      webhooks.wake();
    }
    return ResponseEntity.status(303).header(HttpHeaders.LOCATION, Shown.link(entity)).build();
  }
}
