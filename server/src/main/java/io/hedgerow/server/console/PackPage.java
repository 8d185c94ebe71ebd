package io.hedgerow.server.console;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.Rule;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.RuleStatistics.Fired;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.intake.Intake;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.rollout.CanaryGuard;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The active pack: its policies, what each rule did lately, and which signals it hangs on. */
@ShowsNoContent
@RestController
public final class PackPage {
  private static final int STOPPED = 5;

  private final Templates templates;
  private final LedgerReader reader;
  private final PackShelf shelf;
  private final CanaryGuard guard;
  private final Intake intake;
  private final InstantSource clock;

  PackPage(
      Templates templates,
      LedgerReader reader,
      PackShelf shelf,
      CanaryGuard guard,
      Intake intake,
      InstantSource clock) {
    this.intake = intake;
    this.guard = guard;
    this.templates = templates;
    this.reader = reader;
    this.shelf = shelf;
    this.clock = clock;
  }

  /**
   * A rule and what it did in the last day.
   *
   * @param signals the counters, lists, scores and matches its checked condition reads
   */
  public record RuleRow(
      Rule rule, long fired, long effective, Optional<Instant> lastFired, Set<String> signals) {}

  @GetMapping("/console/pack")
  ResponseEntity<byte[]> page(HttpServletRequest request, Authentication who) {
    Pack pack = shelf.active();
    return templates.render(
        "pack",
        Map.of(
            "page", Page.of("Pack", "pack", request, who),
            "pack", pack,
            "rules", rules(pack),
            "canaries", guard.standings(),
            "stopped", guard.stopped(STOPPED),
            "activations", reader.packActivations(10)));
  }

  private List<RuleRow> rules(Pack pack) {
    List<Fired> fired = reader.ruleStatistics(clock.instant().minus(Duration.ofDays(1)));
    Map<String, Set<String>> read = PackOutlines.signals(intake.running());
    return pack.rules().stream()
        .map(rule -> row(rule, fired, read.getOrDefault(rule.id(), Set.of())))
        .toList();
  }

  private static RuleRow row(Rule rule, List<Fired> all, Set<String> signals) {
    List<Fired> own = all.stream().filter(f -> f.rule().equals(rule.id())).toList();
    return new RuleRow(
        rule,
        own.stream().mapToLong(Fired::fired).sum(),
        own.stream().mapToLong(Fired::effective).sum(),
        own.stream().map(Fired::lastFired).max(Instant::compareTo),
        signals);
  }

  /** Nodes and edges from event types over signals to rules and policies, for the chart. */
  @GetMapping("/console/pack/graph")
  ResponseEntity<byte[]> graph() {
    CompiledPack running = intake.running();
    List<PackOutlines.Edge> edges = PackOutlines.edges(running);
    Set<String> nodes = new TreeSet<>();
    edges.forEach(edge -> {
      nodes.add(edge.from());
      nodes.add(edge.to());
    });
    return Answers.ok(
        Answers.members(
            "nodes",
            nodes.stream()
                .map(name ->
                    Answers.members(
                        "name", name, "depth", PackOutlines.column(running.pack(), name)))
                .toList(),
            "links",
            edges.stream()
                .map(e -> Answers.members("source", e.from(), "target", e.to(), "value", 1))
                .toList()));
  }
}
