package io.hedgerow.review.quality;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.Written;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.review.cases.CaseTable;
import io.hedgerow.review.cases.ReviewCase;
import io.hedgerow.review.cases.Ruled;
import io.hedgerow.review.cases.Ruling;
import io.hedgerow.review.cases.Wanted;
import io.hedgerow.review.quality.CheckTable.Purpose;
import io.hedgerow.review.quality.CheckTable.Said;
import io.hedgerow.review.quality.CheckTable.Source;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Blind items: mixed in among the cases that people get, answered like cases, and never told apart
 * by anything that a reviewer is sent. An answer writes no label, with one exception: a third
 * person who settles a disagreement against what stands (decision 0045). Thread-safe.
 */
public final class Checks {
  /** How often a blind item that waits goes before a case that waits. */
  private static final double BEFORE_CASES = 0.5;

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final RandomGenerator random;
  private final InstantSource clock;

  public Checks(Jdbi jdbi, Ledger ledger, RandomGenerator random, InstantSource clock) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
  }

  /**
   * What somebody gets instead of the case they would get; mostly that case.
   *
   * @param live the case whose turn it is; golden cases come only where such a case does, in its
   *     queue, at that queue's rate
   */
  public Optional<ReviewCase> mixIn(
      Handle handle, Wanted wanted, Optional<ReviewCase> live, Instant now) {
    CheckTable table = new CheckTable(handle);
    Optional<ReviewCase> waiting = table.waiting(wanted, now);
    if (waiting.isPresent() && (live.isEmpty() || random.nextDouble() < BEFORE_CASES)) {
      return waiting;
    }
    return live.flatMap(item -> golden(handle, wanted, item, now)).or(() -> live);
  }

  private Optional<ReviewCase> golden(Handle handle, Wanted wanted, ReviewCase live, Instant now) {
    double rate = QualityRates.of(handle, live.queue()).golden();
    if (live.appeal().isPresent() || rate == 0 || random.nextDouble() >= rate) {
      return Optional.empty();
    }
    CheckTable table = new CheckTable(handle);
    return table
        .golden(wanted, live.queue())
        .map(found ->
            table.open(
                found.source(),
                Purpose.golden(found.golden(), rate),
                Optional.of(wanted.reviewer()),
                Optional.empty(),
                now))
        .flatMap(new CaseTable(handle)::find);
  }

  /** Draws whether somebody else decides it again, at the rate of its queue. */
  public void decided(Handle handle, ReviewCase item, long verdict, String reviewer, Instant now) {
    double rate = QualityRates.of(handle, item.queue()).second();
    if (item.appeal().isPresent() || rate == 0 || random.nextDouble() >= rate) {
      return;
    }
    CheckTable table = new CheckTable(handle);
    table
        .decided(item.id())
        .ifPresent(source ->
            table.open(
                source,
                Purpose.second(verdict, rate),
                Optional.empty(),
                Optional.of(reviewer),
                now));
  }

  /** True for a blind item. */
  public boolean covers(long item) {
    return find(item).isPresent();
  }

  private Optional<Check> find(long item) {
    return jdbi.withHandle(handle -> new CheckTable(handle).find(item));
  }

  /** The moment whose knowledge a blind item shows; empty for a case, which shows the present. */
  public Optional<Instant> asOf(long item) {
    return find(item).map(Check::asOf);
  }

  /** Thrown inside the transaction to undo it; never leaves this class. */
  private static final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost() {
      super("the lease is gone", null, false, false);
    }
  }

  /**
   * Takes the answer to a blind item; what comes back is what a decision on a case would give.
   *
   * @param labels what deciding the case that it is a copy of in that way would write
   */
  public Ruled answer(Ruling ruling, BiFunction<ReviewCase, Ruling, List<LabelWrite>> labels) {
    Check check = find(ruling.item()).orElseThrow();
    List<LabelWrite> writes =
        check.kind() == Check.Kind.THIRD && overrules(check, ruling)
            ? jdbi.withHandle(handle -> new CaseTable(handle).find(check.source())).stream()
                .flatMap(source -> labels.apply(source, ruling).stream())
                .toList()
            : List.of();
    try {
      if (writes.isEmpty()) {
        ledger.note(
            "check answered",
            ruling.reviewer(),
            members(
                "case", ruling.item(), "policy", ruling.policy().orElse(""), "key", ruling.key()),
            handle -> close(handle, check, ruling, false));
        return new Ruled.Kept(ruling.key(), 1, false);
      }
      Written written =
          ledger.write(ruling.key(), ruling.reviewer(), writes, h -> close(h, check, ruling, true));
      return new Ruled.Kept(written.batch(), 1, written.repeated());
    } catch (LeaseLost _) {
      return answered(ruling.key()) ? new Ruled.Kept(ruling.key(), 1, true) : new Ruled.Stale();
    }
  }

  /** True when the decision still stands and this says otherwise. */
  private boolean overrules(Check check, Ruling ruling) {
    return check
        .verdict()
        .flatMap(id -> jdbi.withHandle(handle -> new CheckTable(handle).verdict(id)))
        .filter(first -> !first.policy().equals(ruling.policy().orElse("")))
        .isPresent();
  }

  private void close(Handle handle, Check check, Ruling ruling, boolean overruled) {
    if (new CaseTable(handle).leased(ruling.item(), ruling.token(), ruling.reviewer()).isEmpty()) {
      throw new LeaseLost();
    }
    Instant now = clock.instant();
    CheckTable table = new CheckTable(handle);
    String said = ruling.policy().orElse("");
    table.answer(
        ruling.item(), ruling.token(), ruling.reviewer(), said, ruling.reason(), ruling.key(), now);
    if (overruled) {
      table.overrule(check.source(), ruling, now);
    }
    if (check.kind() == Check.Kind.SECOND) {
      long verdict = check.verdict().orElseThrow();
      table
          .verdict(verdict)
          .filter(first -> !first.policy().equals(said))
          .ifPresent(first -> askThird(table, check, first, ruling.reviewer(), now));
    }
  }

  private static void askThird(
      CheckTable table, Check check, Said first, String second, Instant now) {
    long verdict = check.verdict().orElseThrow();
    Optional<Long> known = table.about(verdict, Check.Kind.THIRD);
    long third =
        known.orElseGet(() ->
            table.open(
                new Source(check.source(), check.asOf()),
                Purpose.third(verdict),
                Optional.empty(),
                Optional.of(first.reviewer()),
                now));
    table.bar(third, second, now);
  }

  /** True when that batch answered a blind item that is not taken back. */
  public boolean answered(String batch) {
    return jdbi.withHandle(handle -> new CheckTable(handle).answered(batch)).isPresent();
  }

  /** True when that person gave that answer. */
  public boolean answeredBy(String reviewer, String batch) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select exists (select 1 from review.answer where batch = :batch"
                    + " and reviewer = :reviewer)")
            .bind("batch", batch)
            .bind("reviewer", reviewer)
            .mapTo(Boolean.class)
            .one());
  }

  /** Takes an answer back; the item waits again, and a third person who was asked is not needed. */
  public Written undo(String batch, String author, String reason, boolean wroteLabels) {
    if (wroteLabels) {
      return ledger.undo("undo:" + batch, author, batch, reason, h -> takeBack(h, batch));
    }
    ledger.note(
        "check answer undone",
        author,
        members("key", batch, "reason", reason),
        handle -> takeBack(handle, batch));
    return new Written("undo:" + batch, List.of(), false);
  }

  private void takeBack(Handle handle, String batch) {
    CheckTable table = new CheckTable(handle);
    Instant now = clock.instant();
    table
        .answered(batch)
        .ifPresent(item -> {
          table.takeBack(batch, item, now);
          table
              .find(item)
              .filter(check -> check.kind() == Check.Kind.SECOND)
              .flatMap(check -> table.about(check.verdict().orElseThrow(), Check.Kind.THIRD))
              .filter(third -> table.answerer(third).isEmpty())
              .ifPresent(third -> table.close(List.of(third)));
        });
  }

  /**
   * What is left to do when somebody gives a blind item back: one that was meant for them alone is
   * over, the rest wait for others.
   */
  public static void passedOn(Handle handle, long item) {
    handle.execute(
        "update review.item set state = 'decided' where id = ? and blind and assigned is not null",
        item);
  }
}
