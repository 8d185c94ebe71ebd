package io.hedgerow.server.label;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.Written;
import io.hedgerow.ledger.quota.Parked;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.review.Bounds;
import io.hedgerow.server.webhook.Webhooks;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Labels that wait because their rule is over its quota: see them, release or discard them. */
@ShowsNoContent
@RestController
final class ParkedRoutes {
  private final Ledger ledger;
  private final LedgerReader reader;
  private final Bounds bounds;
  private final Webhooks webhooks;

  ParkedRoutes(Ledger ledger, LedgerReader reader, Bounds bounds, Webhooks webhooks) {
    this.ledger = ledger;
    this.reader = reader;
    this.bounds = bounds;
    this.webhooks = webhooks;
  }

  @Shows("parked")
  @GetMapping("/v1/parked")
  ResponseEntity<byte[]> list(HttpServletRequest request, Authentication who) {
    Parameters query = Parameters.of(request, "after", "limit");
    int limit = (int) query.number("limit", 1, 500, 100);
    List<Parked> waiting = reader.parked(query.number("after", 0, Long.MAX_VALUE, 0), limit);
    Optional<Long> next =
        waiting.size() < limit ? Optional.empty() : Optional.of(waiting.getLast().id());
    return Answers.ok(
        members(
            "parked",
            bounds.open(who, waiting, parked -> Optional.of(parked.entity())).stream()
                .map(ParkedRoutes::describe)
                .toList(),
            "next_after",
            next));
  }

  /** Released labels are written as the rule proposed them; discarded ones stay on record. */
  @PostMapping("/v1/parked/settle")
  ResponseEntity<byte[]> settle(HttpServletRequest request, Authentication who) throws IOException {
    Body body = Body.read(request, "parked", "release", "reason");
    List<Long> parked = body.numbers("parked", "a list of the ids that GET /v1/parked gives");
    boolean release = body.truth("release");
    String reason = body.text("reason");
    bounds.checkParked(who, parked);
    Written written =
        Writes.refusing(() ->
            ledger.settleParked(Writes.key(request), Author.of(who).id(), parked, release, reason));
    webhooks.wake();
    return Answers.status(written.repeated() ? 200 : 201, LabelRoutes.describe(written));
  }

  private static Map<String, Object> describe(Parked parked) {
    return members(
        "id", parked.id(),
        "entity", parked.entity().toString(),
        "policy", parked.policy(),
        "rule", parked.rule(),
        "version", parked.version(),
        "confidence", parked.confidence(),
        "reason", parked.reason(),
        "expires", parked.expires().map(Instant::toString),
        "created", parked.created().toString());
  }
}
