package io.hedgerow.review;

import static java.util.Objects.requireNonNull;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.review.cases.Arrivals;
import io.hedgerow.review.cases.Arrivals.Asked;
import io.hedgerow.review.cases.Content;
import io.hedgerow.review.report.Reports;
import io.hedgerow.review.report.Reports.Report;
import io.hedgerow.review.report.Trust;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes what users reported into labels, then into cases, a page at a time.
 *
 * <p>A page's labels are one write of the ledger: written one by one, forty reports at once held up
 * the commits of decisions for half a second, since every write waits for its turn. The labels come
 * first because a case is ranked by them; {@link #LABELLED} moves with them, so a restart between
 * the two steps does the second for exactly those reports and the first for none.
 */
final class ReportFollower {
  private static final int PAGE = 200;
  private static final String REPORTS = "reports";
  private static final String LABELLED = "reports labelled";

  /** A report alone asks people to look; it never restricts anything. */
  private static final double MOST_BY_REPORT = 0.5;

  private static final int LONGEST_REASON = 500;

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final LedgerReader reader;
  private final Supplier<Pack> pack;
  private final Arrivals arrivals;

  ReportFollower(
      Jdbi jdbi, Ledger ledger, LedgerReader reader, Supplier<Pack> pack, Arrivals arrivals) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.reader = reader;
    this.pack = pack;
    this.arrivals = arrivals;
  }

  /** Takes up a page; true when there may be more. */
  boolean follow() {
    long last = reader.lastSequence();
    long after = position(REPORTS);
    if (last <= after) {
      return false;
    }
    List<StoredDecision> page = reader.decisionsAfter(after, List.of(Content.REPORT), PAGE);
    boolean more = page.size() == PAGE;
    long end = more ? page.getLast().sequence() : last;
    long labelled = position(LABELLED);
    List<Report> reports =
        page.stream().map(ReportFollower::report).flatMap(Optional::stream).toList();
    label(reports.stream().filter(report -> decision(report) > labelled).toList(), end);
    jdbi.useTransaction(handle -> {
      Reports table = new Reports(handle);
      reports.forEach(table::add);
      arrivals.put(
          handle, reports.stream().map(r -> new Asked(r.entity(), "", "report", r.at())).toList());
      Position.move(handle, REPORTS, end);
    });
    return more;
  }

  private static Optional<Report> report(StoredDecision stored) {
    Decision decision = stored.decision();
    if (decision.subject().isEmpty() || decision.actor().isEmpty()) {
      return Optional.empty();
    }
    var data = stored.event().data();
    return Optional.of(
        new Report(
            Optional.of(stored.sequence()),
            Optional.empty(),
            decision.actor().get().toString(),
            decision.subject().get(),
            data.get("policy") instanceof String policy ? policy.replace('\0', ' ') : "",
            data.get("text") instanceof String text ? text.replace('\0', ' ') : "",
            stored.received()));
  }

  private static long decision(Report report) {
    return report.decision().orElseThrow();
  }

  /** A report that names no policy of the pack asks for a look and labels nothing. */
  private void label(List<Report> reports, long end) {
    Map<String, Policy> policies = pack.get().policies();
    List<Report> naming =
        reports.stream().filter(report -> policies.containsKey(report.policy())).toList();
    if (naming.isEmpty()) {
      return;
    }
    Map<String, Trust> trust = trust(naming);
    ledger.write(
        "reports:" + decision(naming.getFirst()) + "-" + end,
        "review",
        naming.stream()
            .map(report -> label(report, requireNonNull(trust.get(report.reporter()))))
            .toList(),
        handle -> Position.move(handle, LABELLED, end));
  }

  private Map<String, Trust> trust(List<Report> reports) {
    return jdbi.withHandle(handle -> {
      Reports table = new Reports(handle);
      Map<String, Trust> trust = new HashMap<>();
      reports.forEach(report -> trust.computeIfAbsent(report.reporter(), table::trust));
      return trust;
    });
  }

  static LabelWrite label(Report report, Trust trust) {
    String said = report.text().isBlank() ? "reported" : report.text().strip();
    return new LabelWrite(
        report.entity(),
        report.policy(),
        Label.VIOLATES,
        new Source(SourceKind.REPORT, report.reporter(), ""),
        Math.min(MOST_BY_REPORT, trust.weight()),
        said.substring(0, Math.min(LONGEST_REASON, said.length())),
        Optional.empty());
  }

  private long position(String name) {
    return jdbi.withHandle(handle -> Position.of(handle, name));
  }
}
