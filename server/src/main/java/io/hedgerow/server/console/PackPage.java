package io.hedgerow.server.console;

import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.Rule;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.RuleStatistics.Fired;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.rollout.CanaryGuard;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The active pack: its policies, what each rule did lately, and which signals it hangs on. */
@ShowsNoContent
@RestController
public final class PackPage {
  private static final Pattern SIGNAL =
      Pattern.compile("\\b(counter|list|score|match|actor|event)\\.([a-z][a-z0-9_]*)");

  private final Templates templates;
  private final LedgerReader reader;
  private final PackShelf shelf;
  private final CanaryGuard guard;
  private final InstantSource clock;

  PackPage(
      Templates templates,
      LedgerReader reader,
      PackShelf shelf,
      CanaryGuard guard,
      InstantSource clock) {
    this.guard = guard;
    this.templates = templates;
    this.reader = reader;
    this.shelf = shelf;
    this.clock = clock;
  }

  /**
   * A rule and what it did in the last day.
   *
   * @param signals the counters, lists, scores and matches its condition names
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
            "activations", reader.packActivations(10)));
  }

  private List<RuleRow> rules(Pack pack) {
    List<Fired> fired = reader.ruleStatistics(clock.instant().minus(Duration.ofDays(1)));
    return pack.rules().stream().map(rule -> row(rule, fired)).toList();
  }

  private static RuleRow row(Rule rule, List<Fired> all) {
    List<Fired> own = all.stream().filter(f -> f.rule().equals(rule.id())).toList();
    return new RuleRow(
        rule,
        own.stream().mapToLong(Fired::fired).sum(),
        own.stream().mapToLong(Fired::effective).sum(),
        own.stream().map(Fired::lastFired).max(Instant::compareTo),
        signals(rule));
  }

  /** Read off the condition's text: names are plain there, and this page decides nothing. */
  private static Set<String> signals(Rule rule) {
    Set<String> signals = new TreeSet<>();
    Matcher matcher = SIGNAL.matcher(rule.when().source());
    while (matcher.find()) {
      if (!matcher.group(1).equals("event") && !matcher.group(1).equals("actor")) {
        signals.add(matcher.group());
      }
    }
    return signals;
  }

  /** Nodes and edges from event types over signals to rules and policies, for the chart. */
  @GetMapping("/console/pack/graph")
  ResponseEntity<byte[]> graph() {
    Set<String> nodes = new TreeSet<>();
    List<Map<String, Object>> links = new ArrayList<>();
    for (RuleRow row : rules(shelf.active())) {
      String rule = "rule " + row.rule().id();
      for (String signal : row.signals()) {
        link(signal, rule, nodes, links);
      }
      if (row.signals().isEmpty()) {
        row.rule().on().forEach(type -> link(type, rule, nodes, links));
      }
      row.rule().labels().stream()
          .map(label -> "policy " + label.policy())
          .distinct()
          .forEach(policy -> link(rule, policy, nodes, links));
    }
    return Answers.ok(
        Answers.members(
            "nodes",
            nodes.stream().map(name -> Answers.members("name", name)).toList(),
            "links",
            links));
  }

  private static void link(
      String from, String to, Set<String> nodes, List<Map<String, Object>> links) {
    nodes.add(from);
    nodes.add(to);
    links.add(Answers.members("source", from, "target", to, "value", 1));
  }
}
