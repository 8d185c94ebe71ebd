package io.hedgerow.server.console;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.Rule;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.ledger.decision.VerdictCounts;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.decision.OpenDecisions;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.pack.PackShelf;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Decisions as they come. */
@Shows("decisions")
@RestController
public final class LivePage {
  private static final int ROWS = 40;

  private final Templates templates;
  private final LedgerReader reader;
  private final OpenDecisions decisions;
  private final PackShelf shelf;

  LivePage(Templates templates, LedgerReader reader, OpenDecisions decisions, PackShelf shelf) {
    this.templates = templates;
    this.reader = reader;
    this.decisions = decisions;
    this.shelf = shelf;
  }

  /** A decision in the list. */
  public record Row(long sequence, Decision decision) {}

  /**
   * A page of them.
   *
   * @param withheld how many belong to queues that the reader has no grant for
   * @param next where the page after it begins; empty on the last
   */
  public record Rows(List<Row> list, int withheld, Optional<Long> next) {}

  /** What the filters offer. */
  public record Choices(List<String> types, List<String> policies, List<String> rules) {
    static Choices of(Pack pack) {
      return new Choices(
          List.copyOf(new TreeSet<>(pack.eventTypes().keySet())),
          List.copyOf(new TreeSet<>(pack.policies().keySet())),
          pack.rules().stream().map(Rule::id).sorted().toList());
    }
  }

  @ShowsNoContent
  @GetMapping("/")
  ResponseEntity<Void> start() {
    return ResponseEntity.status(302).header(HttpHeaders.LOCATION, "/console/live").build();
  }

  @GetMapping("/console/live")
  ResponseEntity<byte[]> page(HttpServletRequest request, Authentication who) {
    LiveFilter filter = LiveFilter.of(request);
    return templates.render(
        "live",
        Map.of(
            "page", Page.of("Live", "live", request, who),
            "filter", filter,
            "choices", Choices.of(shelf.active()),
            "hasPack", shelf.hasPack(),
            "rows", rows(filter, before(request), who),
            "first", before(request) == Long.MAX_VALUE));
  }

  /** The rows alone, for refreshing. */
  @GetMapping("/console/live/rows")
  ResponseEntity<byte[]> rows(HttpServletRequest request, Authentication who) {
    LiveFilter filter = LiveFilter.of(request);
    return templates.render(
        "liveRows", Map.of("rows", rows(filter, Long.MAX_VALUE, who), "filter", filter));
  }

  private static long before(HttpServletRequest request) {
    String before = request.getParameter("before");
    return before != null && before.matches("[0-9]{1,18}")
        ? Long.parseLong(before)
        : Long.MAX_VALUE;
  }

  private Rows rows(LiveFilter filter, long before, Authentication who) {
    OpenDecisions.Page page = decisions.list(who, filter.filter(), before, ROWS);
    return new Rows(
        page.decisions().stream().map(LivePage::row).toList(), page.withheld(), page.next());
  }

  private static Row row(StoredDecision stored) {
    return new Row(stored.sequence(), stored.decision());
  }

  /** Verdicts over event time, of the newest decisions, for the chart. */
  @GetMapping("/console/live/series")
  ResponseEntity<byte[]> series() {
    List<VerdictCounts> counts = reader.verdictCounts(20_000);
    return Answers.ok(
        Answers.members(
            "from", counts.stream().map(c -> c.from().toString()).toList(),
            "allow", counts.stream().map(VerdictCounts::allow).toList(),
            "limit", counts.stream().map(VerdictCounts::limit).toList(),
            "hold", counts.stream().map(VerdictCounts::hold).toList(),
            "block", counts.stream().map(VerdictCounts::block).toList()));
  }
}
