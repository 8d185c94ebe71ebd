package io.hedgerow.server.source;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.ledger.Ledger;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.experiment.RateWatch;
import io.hedgerow.measurement.experiment.RateWatch.Alarm;
import io.hedgerow.measurement.experiment.RateWatch.Settings;
import io.hedgerow.measurement.quality.DecisionQuality;
import io.hedgerow.measurement.quality.DecisionQuality.Audit;
import io.hedgerow.review.quality.Audits;
import io.hedgerow.review.quality.Audits.Draw;
import io.hedgerow.server.measure.AuditedShare;
import io.hedgerow.server.source.SourceTable.Share;
import io.hedgerow.server.source.SourceTable.Volume;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * How each rule, model and bank does: what it wrote, how much of it is right by audit, by appeal
 * and by what reviewers happened to see, and whether that has moved. Thread-safe.
 */
public final class Sources {
  /** Over which time sources are measured. */
  public static final Duration PERIOD = Duration.ofDays(90);

  /** How audits and reviews are watched. */
  public static final Settings WATCH = Settings.DEFAULT;

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final Audits audits;
  private final InstantSource clock;

  public Sources(Jdbi jdbi, Ledger ledger, Audits audits, InstantSource clock) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.audits = audits;
    this.clock = clock;
  }

  /**
   * How one source does on one policy.
   *
   * @param labels written in the period
   * @param lastFired when it last wrote one, ever
   * @param audited precision, from random samples of its labels
   * @param waiting audited labels that nobody has looked at yet
   * @param upheld of the restrictions it led to that users objected to, the share that stayed
   * @param overturnRate restrictions that were taken back, of all that it labelled
   * @param passRate of the entities it labelled that reviewers saw anyway, the share they agreed on
   * @param precisionWatch whether precision has moved
   * @param passWatch whether the pass rate has
   */
  public record Source(
      SourceId id,
      long labels,
      Optional<Instant> lastFired,
      Measured audited,
      long waiting,
      Measured upheld,
      Measured overturnRate,
      Measured passRate,
      RateWatch precisionWatch,
      RateWatch passWatch) {
    /** True when precision or pass rate moved beyond chance and nobody has accepted it. */
    public boolean moved() {
      return precisionWatch.alarm() != Alarm.NONE || passWatch.alarm() != Alarm.NONE;
    }
  }

  /** Counts and watches what is new; true when there may be more. */
  public boolean follow() {
    boolean more = jdbi.inTransaction(handle -> new SourceTable(handle).count());
    more |= jdbi.inTransaction(h -> new SourceTable(h).watch(WATCH, clock.instant()));
    return more;
  }

  /** Every source that ever wrote a label; those that moved first. */
  public List<Source> list() {
    Instant now = clock.instant();
    LocalDate since = LocalDate.ofInstant(now.minus(PERIOD), ZoneOffset.UTC);
    Map<SourceId, List<Draw>> draws =
        audits.list(since).stream()
            .filter(draw -> !draw.kind().equals("REVIEWER"))
            .collect(Collectors.groupingBy(d -> new SourceId(d.kind(), d.source(), d.policy())));
    return jdbi.withHandle(handle -> list(handle, draws, since));
  }

  private static List<Source> list(
      Handle handle, Map<SourceId, List<Draw>> draws, LocalDate since) {
    SourceTable table = new SourceTable(handle);
    Instant from = since.atStartOfDay(ZoneOffset.UTC).toInstant();
    Map<SourceId, Volume> volumes = new TreeMap<>(table.volumes(since));
    Map<SourceId, Share> appeals = table.appeals(from);
    Map<SourceId, Share> reviewed = table.reviewed(from);
    Map<SourceId, RateWatch> watches = table.watches(WATCH);
    Map<SourceId, Instant> accepted = table.accepted();
    return volumes.entrySet().stream()
        .map(entry -> {
          SourceId id = entry.getKey();
          List<Draw> own = draws.getOrDefault(id, List.of());
          Share upheld = appeals.getOrDefault(id, Share.NONE);
          long overturned = upheld.cases() - upheld.hits();
          return new Source(
              id,
              entry.getValue().labels(),
              Optional.of(entry.getValue().last()),
              AuditedShare.of(own.stream().map(Sources::checked).toList()),
              own.stream().filter(draw -> draw.right().isEmpty()).count(),
              share(upheld, "an appeal that was decided"),
              share(
                  new Share(overturned, Math.max(overturned, entry.getValue().labels())),
                  "a label in the period"),
              share(reviewed.getOrDefault(id, Share.NONE), "a reviewed label"),
              watched(own, accepted.getOrDefault(id, Instant.EPOCH)),
              watches.getOrDefault(id, RateWatch.start(WATCH)));
        })
        .sorted(Comparator.comparing((Source source) -> !source.moved()).thenComparing(Source::id))
        .toList();
  }

  private static AuditedShare.Checked checked(Draw draw) {
    return new AuditedShare.Checked(draw.probability(), draw.right());
  }

  /** The watch over audited labels, in the order in which they were answered. */
  private static RateWatch watched(List<Draw> draws, Instant since) {
    RateWatch watch = RateWatch.start(WATCH);
    List<Draw> answered =
        draws.stream()
            .filter(draw -> draw.answered().filter(at -> at.isAfter(since)).isPresent())
            .sorted(
                Comparator.comparing((Draw draw) -> draw.answered().orElse(Instant.EPOCH))
                    .thenComparing(Draw::id))
            .toList();
    for (Draw draw : answered) {
      watch = watch.with(draw.right().orElse(false));
    }
    return watch;
  }

  private static Measured share(Share share, String missing) {
    return share.cases() == 0
        ? new NotEnoughData(missing)
        : DecisionQuality.precision(
            new Audit(share.cases(), (int) share.cases(), (int) share.hits()), AuditedShare.LEVEL);
  }

  /**
   * Accepts that a source is how it is now; both watches begin anew. False when there is no such
   * source.
   */
  public boolean accept(SourceId source, String author, String reason) {
    if (jdbi.withHandle(h -> new SourceTable(h).volumes(LocalDate.EPOCH)).get(source) == null) {
      return false;
    }
    ledger.note(
        "source accepted",
        author,
        members(
            "kind", source.kindWord(),
            "source", source.name(),
            "policy", source.policy(),
            "reason", reason),
        handle -> new SourceTable(handle).accept(source, author, reason, clock.instant()));
    return true;
  }

  /** Sources that moved, by what moved. */
  public Map<SourceId, String> moved() {
    Map<SourceId, String> moved = new HashMap<>();
    list().stream().filter(Source::moved).forEach(s -> moved.put(s.id(), words(s)));
    return moved;
  }

  /** What moved and whither. */
  public static String words(Source source) {
    String precision = words("precision", source.precisionWatch());
    String passRate = words("pass rate", source.passWatch());
    return precision.isEmpty() || passRate.isEmpty()
        ? precision + passRate
        : precision + ", " + passRate;
  }

  private static String words(String what, RateWatch watch) {
    return switch (watch.alarm()) {
      case NONE -> "";
      case FALLEN -> what + " has fallen";
      case RISEN -> what + " has risen";
    };
  }
}
