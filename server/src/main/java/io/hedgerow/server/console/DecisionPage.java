package io.hedgerow.server.console;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.ProposedLabel;
import io.hedgerow.engine.decision.RuleTrace;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.decision.Explanations;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** One decision: the event as a person sees it, and what every rule saw. */
@Shows("decision")
@RestController
public final class DecisionPage {
  /** From this severity on, content stays covered until somebody asks for it. */
  private static final int COVERED_FROM = 3;

  private final Templates templates;
  private final LedgerReader reader;
  private final Explanations explanations;
  private final PackShelf shelf;
  private final Bounds bounds;

  DecisionPage(
      Templates templates,
      LedgerReader reader,
      Explanations explanations,
      PackShelf shelf,
      Bounds bounds) {
    this.templates = templates;
    this.reader = reader;
    this.explanations = explanations;
    this.shelf = shelf;
    this.bounds = bounds;
  }

  /**
   * An event's content.
   *
   * @param fields what was posted, by name; the actor's and technical ones apart
   * @param covered true when it should not be seen unasked
   */
  public record Content(
      List<Map.Entry<String, String>> fields,
      List<Map.Entry<String, String>> actor,
      List<Map.Entry<String, String>> technical,
      boolean covered) {}

  @GetMapping("/console/decisions/{id}")
  ResponseEntity<byte[]> page(
      @PathVariable String id, HttpServletRequest request, Authentication who) {
    StoredDecision stored =
        Optional.of(id)
            .filter(text -> text.matches("[0-9a-f]{32}"))
            .flatMap(reader::decision)
            .orElseThrow(
                () -> Refusal.of(ProblemType.NOT_FOUND, "there is no decision `" + id + "`"));
    Decision decision = stored.decision();
    Bounds.about(decision).ifPresent(entity -> bounds.look(who, entity));
    Event event = stored.event();
    List<RuleTrace> traces = new ArrayList<>(explanations.explain(event, decision));
    traces.sort(Comparator.comparing((RuleTrace t) -> !t.outcome().equals("held")));
    return templates.render(
        "decision",
        Map.of(
            "page", Page.of("Decision", "live", request, who),
            "stored", stored,
            "decision", decision,
            "content", content(event, decision, shelf.active()),
            "traces", traces));
  }

  static Content content(Event event, Decision decision, Pack pack) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    List<Map.Entry<String, String>> actor = new ArrayList<>();
    List<Map.Entry<String, String>> technical = new ArrayList<>();
    event
        .data()
        .forEach((name, value) -> {
          if (value instanceof Map<?, ?> members) {
            members.forEach((k, v) -> actor.add(Map.entry(String.valueOf(k), Shown.value(v))));
          } else if (value instanceof String text && isContent(name, text)) {
            fields.add(Map.entry(name, text));
          } else {
            technical.add(Map.entry(name, Shown.value(value)));
          }
        });
    return new Content(fields, actor, technical, covered(decision, pack));
  }

  /** Ids are one word of letters and digits; what people write has other characters. */
  private static boolean isContent(String name, String text) {
    return name.equals("title") || name.equals("text") || !text.matches("[A-Za-z0-9._:-]{0,64}");
  }

  private static boolean covered(Decision decision, Pack pack) {
    return decision.labels().stream()
        .map(ProposedLabel::policy)
        .map(pack.policies()::get)
        .anyMatch((Policy policy) -> policy == null || policy.severity() >= COVERED_FROM);
  }
}
