package io.hedgerow.server.decision;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.decision.DecisionJson;
import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.engine.pack.Suggestion;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.DecisionFilter;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** List decisions, read one, and see what every rule saw. */
@Shows("decision")
@RestController
final class DecisionRoutes {
  private static final JsonReader JSON = new JsonReader();

  private final LedgerReader reader;
  private final OpenDecisions decisions;
  private final Explanations explanations;
  private final Bounds bounds;

  DecisionRoutes(
      LedgerReader reader, OpenDecisions decisions, Explanations explanations, Bounds bounds) {
    this.reader = reader;
    this.decisions = decisions;
    this.explanations = explanations;
    this.bounds = bounds;
  }

  @Shows("decisions")
  @GetMapping("/v1/decisions")
  ResponseEntity<byte[]> list(HttpServletRequest request, Authentication who) {
    Parameters query =
        Parameters.of(
            request, "type", "policy", "rule", "verdict", "entity", "from", "to", "before",
            "limit");
    int limit = (int) query.number("limit", 1, 500, 50);
    OpenDecisions.Page page =
        decisions.list(
            who, filter(query), query.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE), limit);
    return Answers.ok(
        members(
            "decisions", page.decisions().stream().map(DecisionRoutes::tree).toList(),
            "withheld", (long) page.withheld(),
            "next_before", page.next()));
  }

  private static DecisionFilter filter(Parameters query) {
    return new DecisionFilter(
        query.text("type"),
        query.text("policy"),
        query.text("rule"),
        query.text("verdict").map(DecisionRoutes::verdict),
        query.entity("entity"),
        query.time("from"),
        query.time("to"));
  }

  private static Verdict verdict(String word) {
    List<String> words = Arrays.stream(Verdict.values()).map(Verdict::word).toList();
    return Arrays.stream(Verdict.values())
        .filter(verdict -> verdict.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            Refusal.at(ProblemType.INVALID, "verdict", "there is no verdict `" + word + "`")
                .with("hint", Suggestion.hint(word, words)));
  }

  /** Byte for byte as it was answered when the event was decided. */
  @GetMapping("/v1/decisions/{id}")
  ResponseEntity<byte[]> one(@PathVariable String id, Authentication who) {
    StoredDecision stored = find(id, who);
    return Timing.beside(Answers.text(200, stored.decisionJson()), stored.took());
  }

  @GetMapping("/v1/decisions/{id}/trace")
  ResponseEntity<byte[]> trace(@PathVariable String id, Authentication who) {
    StoredDecision stored = find(id, who);
    return Answers.ok(
        members(
            "event", value(stored.eventJson()),
            "decision", DecisionJson.tree(stored.decision()),
            "rules", explanations.rules(stored.event(), stored.decision())));
  }

  private StoredDecision find(String id, Authentication who) {
    if (!id.matches("[0-9a-f]{32}")) {
      throw Refusal.at(ProblemType.INVALID, "id", "a decision id has 32 hex digits");
    }
    StoredDecision stored =
        reader
            .decision(id)
            .orElseThrow(
                () -> Refusal.of(ProblemType.NOT_FOUND, "there is no decision `" + id + "`"));
    Bounds.about(stored.decision()).ifPresent(entity -> bounds.look(who, entity));
    return stored;
  }

  /** A kept decision with its place in engine order. */
  private static Map<String, Object> tree(StoredDecision stored) {
    Map<String, Object> tree = DecisionJson.tree(stored.decision());
    tree.put("sequence", stored.sequence());
    tree.put("decided", stored.decided().toString());
    stored.took().ifPresent(took -> tree.put("took_us", Timing.micros(took)));
    return tree;
  }

  private static Object value(String json) {
    return switch (JSON.read(json)) {
      case JsonReading.Value(Object value) -> value;
      case JsonReading.Broken broken ->
          throw new IllegalStateException("a kept event is broken: " + broken.message());
    };
  }
}
