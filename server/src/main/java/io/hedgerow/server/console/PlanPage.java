package io.hedgerow.server.console;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.PlanObservation;
import io.hedgerow.engine.PlanObservation.Seen;
import io.hedgerow.engine.PlanOutline;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.DecisionFilter;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.intake.Intake;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the engine does with events of one type, in the order it does it: the filters as the running
 * engine has learned them, and how often each part of each rule held on the newest events.
 */
@ShowsNoContent
@RestController
public final class PlanPage {
  private static final int NEWEST = 500;

  /** Conditions evaluated for one page, at most; a large pack is watched on fewer events. */
  private static final int EVALUATIONS = 100_000;

  private final Templates templates;
  private final LedgerReader reader;
  private final PackShelf shelf;
  private final Intake intake;

  PlanPage(Templates templates, LedgerReader reader, PackShelf shelf, Intake intake) {
    this.templates = templates;
    this.reader = reader;
    this.shelf = shelf;
    this.intake = intake;
  }

  /**
   * What was seen of rules on recorded events.
   *
   * @param events how many were looked at
   * @param rules what was seen, by rule
   */
  public record Observed(int events, Map<String, Seen> rules) {

    /** What was seen of a rule; empty when no event was looked at. */
    public Optional<Seen> rule(String id) {
      return Optional.ofNullable(rules.get(id));
    }

    /** What was seen of one of a rule's parts; empty when no event got as far. */
    public Optional<Seen> part(String rule, String expression) {
      return rule(rule).map(seen -> seen.parts().get(expression));
    }
  }

  @GetMapping("/console/pack/plan")
  ResponseEntity<byte[]> page(
      @RequestParam Optional<String> type, HttpServletRequest request, Authentication who) {
    CompiledPack running = intake.running();
    TreeSet<String> types = new TreeSet<>(running.pack().eventTypes().keySet());
    String shown =
        type.filter(text -> !text.isEmpty())
            .or(() -> types.stream().findFirst())
            .orElseThrow(
                () -> Refusal.of(ProblemType.NOT_FOUND, "no pack is active, so there is no plan"));
    PlanOutline plan =
        PlanOutline.of(running, shown)
            .orElseThrow(() ->
                Refusal.of(
                    ProblemType.NOT_FOUND,
                    "the pack has no event type `"
                        + shown
                        + "`; it has "
                        + String.join(", ", types)));
    return templates.render(
        "plan",
        Map.of(
            "page", Page.of("Plan", "pack", request, who),
            "pack", running.pack(),
            "types", List.copyOf(types),
            "plan", plan,
            "observed", observe(running.version(), plan)));
  }

  /** A copy of the pack watches: the running one belongs to the engine's thread. */
  private Observed observe(String version, PlanOutline plan) {
    int events = Math.min(NEWEST, EVALUATIONS / Math.max(1, plan.rules().size()));
    List<StoredDecision> newest =
        reader
            .decisions(DecisionFilter.ALL.withType(plan.eventType()), Long.MAX_VALUE, events)
            .stream()
            .filter(stored -> stored.decision().packVersion().equals(version))
            .toList();
    return shelf
        .compile(version)
        .filter(_ -> !newest.isEmpty())
        .map(copy -> {
          PlanObservation observation = new PlanObservation(copy);
          newest.forEach(stored -> observation.add(stored.event(), stored.decision()));
          return new Observed(newest.size(), observation.rules(plan.eventType()));
        })
        .orElse(new Observed(0, Map.of()));
  }
}
