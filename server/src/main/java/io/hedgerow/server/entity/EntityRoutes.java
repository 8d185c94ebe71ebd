package io.hedgerow.server.entity;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.decision.DecisionJson;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.Written;
import io.hedgerow.ledger.enforcement.Enforcement;
import io.hedgerow.ledger.enforcement.EnforcementJson;
import io.hedgerow.ledger.history.EntityHistory;
import io.hedgerow.ledger.history.HistoryEntry;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.ledger.strike.Strike;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.label.Labels;
import io.hedgerow.server.label.Writes;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import io.hedgerow.server.webhook.Webhooks;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Everything about one entity: what happened, what is in force and why, and undoing it. */
@ShowsNoContent
@RestController
final class EntityRoutes {
  private final Ledger ledger;
  private final LedgerReader reader;
  private final Webhooks webhooks;
  private final Bounds bounds;
  private final InstantSource clock;

  EntityRoutes(
      Ledger ledger, LedgerReader reader, Webhooks webhooks, Bounds bounds, InstantSource clock) {
    this.ledger = ledger;
    this.reader = reader;
    this.webhooks = webhooks;
    this.bounds = bounds;
    this.clock = clock;
  }

  @Shows("entity")
  @GetMapping("/v1/entities/{kind}/{id}")
  ResponseEntity<byte[]> entity(
      @PathVariable String kind,
      @PathVariable String id,
      HttpServletRequest request,
      Authentication who) {
    EntityId entity = Parameters.entity("the address", kind + ":" + id);
    bounds.look(who, entity);
    Parameters query = Parameters.of(request, "after", "limit");
    EntityHistory history =
        reader.history(
            entity, after(query), (int) query.number("limit", 1, EntityHistory.MAX_PAGE, 200));
    List<Strike> strikes = reader.strikes(entity);
    Set<EntityId> open = bounds.open(who, strikes.stream().map(Strike::entity).toList());
    return Answers.ok(
        members(
            "entity", entity.toString(),
            "enforcement", EnforcementJson.tree(ledger.enforcement(entity, clock.instant())),
            "trusted", reader.trusted(entity),
            "strikes",
                strikes.stream()
                    .map(strike ->
                        members(
                            "policy",
                            strike.policy(),
                            "entity",
                            Optional.of(strike.entity())
                                .filter(open::contains)
                                .map(EntityId::toString),
                            "weight",
                            strike.weight(),
                            "since",
                            strike.since().toString(),
                            "expires",
                            strike.expires().toString(),
                            "counts",
                            strike.counts(clock.instant())))
                    .toList(),
            "history",
                Histories.open(bounds, who, history.entries()).stream()
                    .map(EntityRoutes::describe)
                    .toList(),
            "next_after", history.next().map(HistoryEntry.Cursor::toString)));
  }

  private static HistoryEntry.Cursor after(Parameters query) {
    return query
        .text("after")
        .map(text ->
            HistoryEntry.Cursor.parse(text)
                .orElseThrow(() ->
                    Refusal.at(ProblemType.INVALID, "after", "that is no `next_after` of ours")))
        .orElse(HistoryEntry.Cursor.START);
  }

  private static Map<String, Object> describe(HistoryEntry entry) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("at", entry.at().toString());
    switch (entry) {
      case HistoryEntry.Decided(var stored) ->
          said.put("decision", DecisionJson.tree(stored.decision()));
      case HistoryEntry.Labelled(Label label, boolean takenBack) -> {
        said.put("label", Labels.tree(label));
        said.put("taken_back", takenBack);
      }
      case HistoryEntry.Changed(var change) ->
          said.put(
              "enforcement",
              members(
                  "cause", change.cause(),
                  "before", change.before().action().word(),
                  "after", EnforcementJson.tree(change.after())));
      case HistoryEntry.Trusted trusted ->
          said.put(
              "trust",
              members(
                  "trusted", trusted.trusted(),
                  "author", trusted.author(),
                  "reason", trusted.reason()));
      case HistoryEntry.Parked(var parked) ->
          said.put(
              "parked",
              members(
                  "id", parked.id(),
                  "policy", parked.policy(),
                  "rule", parked.rule(),
                  "confidence", parked.confidence(),
                  "reason", parked.reason(),
                  "outcome", parked.outcome()));
    }
    return said;
  }

  /** Takes back the labels that stand on the entity: all, or those of one policy. */
  @PostMapping("/v1/entities/{kind}/{id}/undo")
  ResponseEntity<byte[]> undo(
      @PathVariable String kind,
      @PathVariable String id,
      HttpServletRequest request,
      Authentication who)
      throws IOException {
    EntityId entity = Parameters.entity("the address", kind + ":" + id);
    Body body = Body.read(request, "policy", "reason");
    String reason = body.text("reason");
    Optional<String> policy = body.optionalText("policy");
    List<Long> standing =
        Standing.at(reader.labels(entity), clock.instant()).stream()
            .filter(label -> policy.isEmpty() || label.policy().equals(policy.get()))
            .map(Label::id)
            .toList();
    if (standing.isEmpty()) {
      throw Refusal.of(ProblemType.NOT_FOUND, "no label stands on " + entity);
    }
    bounds.check(who, reader.labels(standing));
    Written written =
        Writes.refusing(
            () -> ledger.undo(Writes.key(request), Author.of(who).id(), standing, reason));
    webhooks.wake();
    return Answers.status(
        201, members("batch", written.batch(), "negated", standing, "labels", written.labels()));
  }

  /** Says whether machines alone may act on the entity and on what it owns. */
  @PostMapping("/v1/entities/{kind}/{id}/trust")
  ResponseEntity<byte[]> trust(
      @PathVariable String kind,
      @PathVariable String id,
      HttpServletRequest request,
      Authentication who)
      throws IOException {
    EntityId entity = Parameters.entity("the address", kind + ":" + id);
    Body body = Body.read(request, "trusted", "reason");
    boolean trusted = body.truth("trusted");
    ledger.trust(entity, trusted, Author.of(who).id(), body.text("reason"));
    webhooks.wake();
    return Answers.ok(
        members(
            "entity", entity.toString(),
            "trusted", trusted,
            "enforcement", EnforcementJson.tree(ledger.enforcement(entity, clock.instant()))));
  }

  @GetMapping("/v1/enforcement/{entity}")
  ResponseEntity<byte[]> enforcement(
      @PathVariable String entity, HttpServletRequest request, Authentication who) {
    Optional<String> surface = Parameters.of(request, "surface").text("surface");
    EntityId id = Parameters.entity("the address", entity);
    bounds.lookAtEffect(who, id);
    Enforcement enforcement = ledger.enforcement(id, clock.instant());
    Map<String, Object> tree = EnforcementJson.tree(enforcement);
    surface.ifPresent(name -> {
      tree.put("surface", name);
      tree.put("on_surface", enforcement.on(name).word());
    });
    return Answers.ok(tree);
  }
}
