package io.hedgerow.server.audit;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.ledger.audit.AuditChain;
import io.hedgerow.ledger.audit.AuditEntry;
import io.hedgerow.ledger.audit.Verification;
import io.hedgerow.review.Review;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads the audit chain, and verifies it, against a head kept elsewhere if one is given. */
@ShowsNoContent
@RestController
final class AuditRoutes {
  private final AuditChain chain;
  private final Review review;

  AuditRoutes(AuditChain chain, Review review) {
    this.chain = chain;
    this.review = review;
  }

  @GetMapping("/v1/audit/verify")
  ResponseEntity<byte[]> verify(HttpServletRequest request) {
    Parameters query = Parameters.of(request, "head");
    return Answers.ok(
        switch (chain.verify(query.text("head"), _ -> {})) {
          case Verification.Intact intact -> views(intact);

          case Verification.Broken broken ->
              members("intact", false, "entry", broken.entry(), "what", broken.what());
        });
  }

  /** What was written by whom, newest first: the chain's entries, without the rows they cover. */
  @GetMapping("/v1/audit/entries")
  ResponseEntity<byte[]> entries(HttpServletRequest request) {
    Parameters query = Parameters.of(request, "before", "limit");
    int limit = (int) query.number("limit", 1, 1_000, 100);
    List<AuditEntry> page =
        chain.before(query.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE), limit);
    return Answers.ok(
        members(
            "entries",
            page.stream().map(AuditRoutes::entry).toList(),
            "next_before",
            page.size() < limit ? Optional.empty() : Optional.of(page.getLast().sequence())));
  }

  private static Map<String, Object> entry(AuditEntry entry) {
    return members(
        "entry", entry.sequence(),
        "at", entry.at().toString(),
        "kind", entry.kind(),
        "author", entry.author(),
        "decisions", entry.decisions().size(),
        "labels", entry.labels().size(),
        "detail",
            new JsonReader().read(entry.detail()) instanceof JsonReading.Value(Object said)
                ? said
                : entry.detail(),
        "hash", HexFormat.of().formatHex(entry.hash()));
  }

  /** Who was shown an entity, a decision or a page. */
  @GetMapping("/v1/audit/views")
  ResponseEntity<byte[]> views(HttpServletRequest request) {
    Parameters query = Parameters.of(request, "subject", "limit");
    String subject =
        query
            .text("subject")
            .orElseThrow(() ->
                Refusal.at(ProblemType.INVALID, "subject", "name the subject: ?subject=pin:p1"));
    return Answers.ok(
        members(
            "views",
            review.views().of(subject, (int) query.number("limit", 1, 1_000, 100)).stream()
                .map(v -> members("viewer", v.viewer(), "what", v.what(), "at", v.at().toString()))
                .toList()));
  }

  /** The chain holds; whether the views that it speaks of are still what it says. */
  private Map<String, Object> views(Verification.Intact intact) {
    return review
        .views()
        .verify()
        .map(wrong -> members("intact", false, "what", wrong))
        .orElseGet(() ->
            members(
                "intact", true,
                "entries", intact.entries(),
                "decisions", intact.decisions(),
                "labels", intact.labels(),
                "head", intact.head()));
  }
}
