package io.hedgerow.review;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.ledger.enforcement.EnforcementChange;
import io.hedgerow.ledger.enforcement.ReviewRequests.Request;
import io.hedgerow.review.appeal.Appeals;
import io.hedgerow.review.appeal.SourceReputation;
import io.hedgerow.review.appeal.Statements;
import io.hedgerow.review.cases.Arrivals;
import io.hedgerow.review.cases.Arrivals.Asked;
import io.hedgerow.review.cases.Desk;
import io.hedgerow.review.cases.Pictures;
import io.hedgerow.review.cases.Rescoring;
import io.hedgerow.review.cases.Rulings;
import io.hedgerow.review.cases.Threads;
import io.hedgerow.review.quality.Checks;
import io.hedgerow.review.quality.Quality;
import io.hedgerow.review.queue.Queues;
import io.hedgerow.review.report.Reports;
import io.hedgerow.review.report.Reports.Report;
import io.hedgerow.review.report.Trust;
import io.hedgerow.review.reviewer.Reviewers;
import io.hedgerow.review.reviewer.Sight;
import io.hedgerow.review.view.Views;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The people's side, put together, and how it follows the ledger: what machines asked people about
 * and what users reported become cases, restrictions become statements, and what reviewers were
 * shown goes into the audit chain. Thread-safe, except that one thread at a time follows.
 */
public final class Review {
  private static final int PAGE = 200;

  private final Jdbi jdbi;
  private final LedgerReader reader;
  private final Supplier<Pack> pack;
  private final Queued queued;
  private final Arrivals arrivals;
  private final ReportFollower reports;
  private final Reviewers reviewers;
  private final Appeals appeals;
  private final Statements statements;
  private final Views views;
  private final Quality quality;
  private final SourceReputation reputation;
  private final Desk desk;
  private final Rulings rulings;
  private final Notices notices;
  private final Rescoring rescoring;
  private final Threads threads;
  private final Sight sight;

  private Review(
      Database database,
      Ledger ledger,
      LedgerReader reader,
      Supplier<Pack> pack,
      Pictures pictures,
      Duration appealWindow,
      InstantSource clock,
      SecureRandom random) {
    jdbi = database.jdbi();
    this.reader = reader;
    this.pack = pack;
    queued = new Queued(pack);
    arrivals = new Arrivals(reader, pack, queued, pictures);
    reports = new ReportFollower(jdbi, ledger, reader, pack, arrivals);
    reviewers = new Reviewers(jdbi, ledger);
    appeals = new Appeals(jdbi, reader, arrivals::severity, queued, clock);
    statements = new Statements(ledger, reader, pack, appealWindow, random);
    reputation = new SourceReputation(jdbi, ledger, clock);
    views = new Views(jdbi, ledger, clock);
    Checks checks = new Checks(jdbi, ledger, random, clock);
    quality = Quality.of(jdbi, ledger, checks, arrivals, random, clock);
    desk = new Desk(jdbi, ledger, checks, queued, clock);
    rulings = new Rulings(jdbi, ledger, reader, appeals, reviewers, checks, pack, pictures, clock);
    notices = new Notices(jdbi, ledger, reader, pack, arrivals, clock, random);
    rescoring = new Rescoring(jdbi, reader, pack, arrivals, clock);
    threads = new Threads(jdbi, reader, pack);
    sight = new Sight(jdbi, reader, reviewers, queued, clock);
  }

  /**
   * Opens it on the ledger's database, bringing its own tables up to date.
   *
   * @param pack the active one
   * @param appealWindow how long a user may object to a restriction
   */
  public static Review open(
      Database database,
      Ledger ledger,
      LedgerReader reader,
      Supplier<Pack> pack,
      Duration appealWindow,
      InstantSource clock,
      SecureRandom random) {
    return open(database, ledger, reader, pack, Pictures.BY_NAME, appealWindow, clock, random);
  }

  /**
   * The same, with somebody who knows pictures.
   *
   * @param pictures says which pictures are near-duplicates
   */
  public static Review open(
      Database database,
      Ledger ledger,
      LedgerReader reader,
      Supplier<Pack> pack,
      Pictures pictures,
      Duration appealWindow,
      InstantSource clock,
      SecureRandom random) {
    database.migrate("review", "classpath:db/review");
    return new Review(database, ledger, reader, pack, pictures, appealWindow, clock, random);
  }

  /** The queues of whichever pack is active, compiled once for each. */
  private static final class Queued implements Supplier<Queues> {
    private final Supplier<Pack> pack;
    private volatile Compiled compiled = new Compiled(Optional.empty(), Optional.empty());

    private record Compiled(Optional<String> version, Optional<Queues> queues) {}

    Queued(Supplier<Pack> pack) {
      this.pack = pack;
    }

    @Override
    public Queues get() {
      Pack active = pack.get();
      Compiled known = compiled;
      if (known.queues().isPresent() && known.version().equals(Optional.of(active.version()))) {
        return known.queues().get();
      }
      Queues fresh = Queues.of(active);
      compiled = new Compiled(Optional.of(active.version()), Optional.of(fresh));
      return fresh;
    }
  }

  public Desk desk() {
    return desk;
  }

  public Rulings rulings() {
    return rulings;
  }

  public Reviewers reviewers() {
    return reviewers;
  }

  public Sight sight() {
    return sight;
  }

  public Views views() {
    return views;
  }

  public Quality quality() {
    return quality;
  }

  public Threads threads() {
    return threads;
  }

  public Notices notices() {
    return notices;
  }

  public Appeals appeals() {
    return appeals;
  }

  public Queues queues() {
    return queued.get();
  }

  /**
   * Puts entities before people because a sample drew them; the caller leaves out those that wait
   * already.
   */
  public void ask(Handle handle, List<Asked> drawn) {
    arrivals.put(handle, drawn);
  }

  /** Reports of an entity, oldest first. */
  public List<Report> reports(EntityId entity) {
    return jdbi.withHandle(handle -> new Reports(handle).of(entity));
  }

  /** How far each of its reporters is believed by their reports of anything else. */
  public Map<String, Trust> reporters(EntityId entity) {
    return jdbi.withHandle(handle -> new Reports(handle).trustBeside(entity));
  }

  /**
   * Takes up a page of everything new. Each page moves the reader's position in the transaction
   * that uses it, so nothing is lost or done twice over a restart.
   *
   * @return true when there may be more
   */
  public boolean follow() {
    boolean more = threads.follow();
    more |= reports.follow();
    more |= takeUpRequests();
    more |= rescoring.follow();
    more |= takeUpChanges();
    more |= reputation.follow();
    more |= views.chain();
    quality.audits().followDays();
    return more;
  }

  private boolean takeUpRequests() {
    List<Request> page = reader.reviewRequestsAfter(position("requests"), PAGE);
    if (page.isEmpty()) {
      return false;
    }
    jdbi.useTransaction(handle -> {
      arrivals.put(
          handle,
          page.stream().map(r -> new Asked(r.entity(), r.policy(), r.cause(), r.at())).toList());
      move(handle, "requests", page.getLast().id());
    });
    return page.size() == PAGE;
  }

  private boolean takeUpChanges() {
    List<EnforcementChange> page = reader.changesAfter(position("changes"), PAGE);
    if (page.isEmpty()) {
      return false;
    }
    jdbi.useTransaction(handle -> {
      statements.write(handle, page);
      move(handle, "changes", page.getLast().id());
    });
    return page.size() == PAGE;
  }

  private long position(String name) {
    return jdbi.withHandle(handle -> Position.of(handle, name));
  }

  private static void move(Handle handle, String name, long position) {
    Position.move(handle, name, position);
  }
}
