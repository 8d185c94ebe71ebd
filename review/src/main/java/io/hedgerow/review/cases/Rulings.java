package io.hedgerow.review.cases;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.Written;
import io.hedgerow.ledger.label.ContentFingerprint;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.ledger.quota.QuotaTable;
import io.hedgerow.ledger.rulebook.Rulebook;
import io.hedgerow.review.appeal.Appeals;
import io.hedgerow.review.appeal.Appeals.Outcome;
import io.hedgerow.review.quality.Checks;
import io.hedgerow.review.reviewer.Reviewer;
import io.hedgerow.review.reviewer.Reviewers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What people decide. Labels and the closing of the case are one transaction of the ledger: both or
 * neither, and once, however often the decision is sent. Thread-safe.
 */
public final class Rulings {
  /** Near-duplicates that one decision covers at most. */
  public static final int MOST_AT_ONCE = 10_000;

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final LedgerReader reader;
  private final Appeals appeals;
  private final Reviewers reviewers;
  private final Checks checks;
  private final Supplier<Pack> pack;
  private final Pictures pictures;
  private final InstantSource clock;

  public Rulings(
      Jdbi jdbi,
      Ledger ledger,
      LedgerReader reader,
      Appeals appeals,
      Reviewers reviewers,
      Checks checks,
      Supplier<Pack> pack,
      Pictures pictures,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.reader = reader;
    this.appeals = appeals;
    this.reviewers = reviewers;
    this.checks = checks;
    this.pack = pack;
    this.pictures = pictures;
    this.clock = clock;
  }

  /** Thrown inside the transaction to undo it; never leaves this class. */
  private static final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost() {
      super("the lease is gone", null, false, false);
    }
  }

  /** Thrown likewise, when the reviewer looked at something else than is there. */
  private static final class ContentSwapped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ContentSwapped() {
      super("what the entity says changed", null, false, false);
    }
  }

  /** Decides the case, and those that say the same if asked to. */
  public Ruled rule(Ruling ruling) {
    Optional<Ruled> earlier = earlier(ruling);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    if (checks.covers(ruling.item())) {
      return refused(ruling, Optional.empty()).orElseGet(() -> checks.answer(ruling, this::labels));
    }
    List<ReviewCase> cases = jdbi.withHandle(handle -> covered(new CaseTable(handle), ruling));
    if (cases.isEmpty()) {
      return new Ruled.Stale();
    }
    Optional<Ruled> refused =
        refused(ruling, Optional.of(cases.getFirst()).filter(c -> c.appeal().isPresent()));
    if (refused.isPresent()) {
      return refused.get();
    }
    return decide(stillAlike(cases), ruling);
  }

  private Ruled decide(List<ReviewCase> cases, Ruling ruling) {
    List<LabelWrite> writes = writes(cases, ruling);
    try {
      Written written =
          ledger.write(
              ruling.key(), ruling.reviewer(), writes, handle -> close(handle, cases, ruling));
      return new Ruled.Kept(written.batch(), cases.size(), written.repeated());
    } catch (LeaseLost _) {
      return earlier(ruling).orElseGet(Ruled.Stale::new);
    } catch (ContentSwapped _) {
      return swapped(cases.getFirst(), ruling);
    }
  }

  /**
   * The first case and those that still say the same: a case is scored anew a moment after its
   * entity changed, and until then counts to the cluster of what it said. What changed stays open.
   */
  private List<ReviewCase> stillAlike(List<ReviewCase> cases) {
    ReviewCase first = cases.getFirst();
    if (cases.size() == 1 || first.appeal().isPresent()) {
      return cases;
    }
    Map<EntityId, Content> now =
        Content.of(reader, pack.get(), cases.stream().map(ReviewCase::entity).toList());
    byte[] said = alike(now, first);
    return cases.stream()
        .filter(item -> item.id() == first.id() || Arrays.equals(said, alike(now, item)))
        .toList();
  }

  private byte[] alike(Map<EntityId, Content> now, ReviewCase item) {
    return now.getOrDefault(item.entity(), Content.NONE).fingerprint(pictures);
  }

  private Ruled swapped(ReviewCase item, Ruling ruling) {
    Content now = Content.of(reader, pack.get(), item.entity());
    Content before =
        jdbi.withHandle(handle -> new CaseTable(handle).given(item.id(), ruling.token()))
            .map(given -> Content.asOf(reader, pack.get(), item.entity(), given))
            .orElse(now);
    return new Ruled.Swapped(
        now.seen(item.entity(), Rulebook.of(pack.get())), ContentChange.between(before, now));
  }

  /**
   * True when something else is there than the reviewer looked at. Asked inside the transaction, in
   * which no event comes in between.
   */
  private boolean swapped(Handle handle, ReviewCase item, Ruling ruling) {
    EntityId entity = item.entity();
    Rulebook rulebook = Rulebook.of(pack.get());
    return ruling
        .seen()
        .map(seen ->
            !ContentFingerprint.now(handle, List.of(entity), rulebook)
                .getOrDefault(entity, "")
                .equals(seen))
        .orElseGet(() ->
            new CaseTable(handle)
                .given(item.id(), ruling.token())
                .filter(then -> ContentFingerprint.changedSince(handle, entity, then, rulebook))
                .isPresent());
  }

  /** What the same decision did when it came the first time. */
  private Optional<Ruled> earlier(Ruling ruling) {
    int cases =
        jdbi.withHandle(handle ->
            handle
                .createQuery(
                    "select count(*) from review.verdict where token = :token and reviewer = :who")
                .bind("token", ruling.token())
                .bind("who", ruling.reviewer())
                .mapTo(Integer.class)
                .one());
    if (cases == 0 && checks.answeredBy(ruling.reviewer(), ruling.key())) {
      return Optional.of(new Ruled.Kept(ruling.key(), 1, true));
    }
    return cases == 0 ? Optional.empty() : Optional.of(new Ruled.Kept(ruling.key(), cases, true));
  }

  /** The case, with all that say the same, or with all objections to the same judgement. */
  private List<ReviewCase> covered(CaseTable table, Ruling ruling) {
    Optional<ReviewCase> appeal = table.find(ruling.item()).filter(c -> c.appeal().isPresent());
    return appeal.isPresent()
        ? table.objections(appeal.get(), clock.instant())
        : table.cluster(ruling.item(), clock.instant(), ruling.cluster() ? MOST_AT_ONCE : 1);
  }

  /**
   * Why it cannot be done, if it cannot. To uphold what a policy led to that is gone since changes
   * nothing, and ends the matter.
   */
  private Optional<Ruled> refused(Ruling ruling, Optional<ReviewCase> appeal) {
    if (appeal.isPresent() && Reviewer.isMachine(ruling.reviewer())) {
      return Optional.of(new Ruled.NotByMachine());
    }
    boolean upholds = appeal.filter(item -> Outcome.of(item, ruling) == Outcome.UPHELD).isPresent();
    Optional<String> policy = ruling.policy();
    if (policy.isPresent() && !upholds && !pack.get().policies().containsKey(policy.get())) {
      return Optional.of(new Ruled.NoSuchPolicy(policy.get()));
    }
    return policy
        .filter(named -> !reviewers.find(ruling.reviewer()).mayDecideBy(named))
        .map(Ruled.NotTheirs::new);
  }

  private List<LabelWrite> writes(List<ReviewCase> cases, Ruling ruling) {
    return cases.getFirst().appeal().isPresent()
        ? appeals.labels(cases.getFirst(), ruling)
        : cases.stream().flatMap(c -> labels(c, ruling).stream()).toList();
  }

  private List<LabelWrite> labels(ReviewCase item, Ruling ruling) {
    return ruling
        .policy()
        .map(policy -> List.of(label(item, policy, Label.VIOLATES, ruling)))
        .orElseGet(() -> cleared(item, ruling));
  }

  /** Innocent of everything that anybody said, and of what the case is about. */
  private List<LabelWrite> cleared(ReviewCase item, Ruling ruling) {
    TreeSet<String> policies = new TreeSet<>();
    if (!item.policy().isEmpty()) {
      policies.add(item.policy());
    }
    Standing.at(reader.labels(item.entity()), clock.instant()).stream()
        .filter(label -> label.says() instanceof Says.Violates)
        .map(Label::policy)
        .forEach(policies::add);
    return policies.stream().map(p -> label(item, p, Label.CLEARS, ruling)).toList();
  }

  private static LabelWrite label(ReviewCase item, String policy, Says says, Ruling ruling) {
    return new LabelWrite(
        item.entity(),
        policy,
        says,
        new Source(SourceKind.REVIEWER, ruling.reviewer(), ""),
        1,
        ruling.reason().strip(),
        says instanceof Says.Violates ? ruling.lasts() : Optional.empty(),
        says instanceof Says.Violates ? ruling.action() : Optional.empty());
  }

  private void close(Handle handle, List<ReviewCase> cases, Ruling ruling) {
    CaseTable table = new CaseTable(handle);
    if (table.leased(ruling.item(), ruling.token(), ruling.reviewer()).isEmpty()) {
      throw new LeaseLost();
    }
    if (swapped(handle, cases.getFirst(), ruling)) {
      throw new ContentSwapped();
    }
    Instant now = clock.instant();
    List<Long> items = new ArrayList<>(cases.stream().map(ReviewCase::id).toList());
    handle
        .createUpdate("update review.item set state = 'decided' where id = any(:items)")
        .bindArray("items", Long.class, items)
        .execute();
    handle
        .createUpdate("delete from review.lease where item = any(:items)")
        .bindArray("items", Long.class, items)
        .execute();
    handle
        .createUpdate(
            "insert into review.verdict(item, token, reviewer, policy, violates, reason, batch, at)"
                + " select unnest(:items), :token, :who, :policy, :violates, :reason, :batch, :at")
        .bindArray("items", Long.class, items)
        .bind("token", ruling.token())
        .bind("who", ruling.reviewer())
        .bind("policy", ruling.policy().orElse(""))
        .bind("violates", ruling.policy().isPresent())
        .bind("reason", ruling.reason())
        .bind("batch", ruling.key())
        .bind("at", CaseTable.at(now))
        .execute();
    handle
        .createQuery("select min(id) from review.verdict where token = :token and item = :item")
        .bind("token", ruling.token())
        .bind("item", ruling.item())
        .mapTo(Long.class)
        .findOne()
        .ifPresent(
            verdict -> checks.decided(handle, cases.getFirst(), verdict, ruling.reviewer(), now));
    List<Long> objections = cases.stream().flatMap(c -> c.appeal().stream()).toList();
    if (!objections.isEmpty()) {
      Appeals.settle(
          handle,
          objections,
          Outcome.of(cases.getFirst(), ruling),
          ruling.reviewer(),
          ruling.reason(),
          now);
    } else {
      settleReports(handle, cases, ruling.policy().isPresent());
      new QuotaTable(handle)
          .decided(cases.stream().map(ReviewCase::entity).toList(), ruling.reviewer(), now);
    }
  }

  /** Reports of what was decided become what reporters are trusted by. */
  private static void settleReports(Handle handle, List<ReviewCase> cases, boolean upheld) {
    handle
        .createUpdate(
            "update review.report set upheld = :upheld where entity = any(:entities)"
                + " and upheld is null")
        .bind("upheld", upheld)
        .bindArray(
            "entities", String.class, cases.stream().map(c -> c.entity().toString()).toList())
        .execute();
  }

  /** True when that reviewer made that decision. */
  public boolean madeBy(String reviewer, String batch) {
    boolean decided =
        jdbi.withHandle(handle ->
            handle
                .createQuery(
                    "select exists (select 1 from review.verdict where batch = :batch"
                        + " and reviewer = :reviewer)")
                .bind("batch", batch)
                .bind("reviewer", reviewer)
                .mapTo(Boolean.class)
                .one());
    return decided || checks.answeredBy(reviewer, batch);
  }

  /**
   * Takes a decision back with everything it covered: labels are negated, reports, parked labels
   * and appeals are open again, and the cases wait again, unless a new case of the same entity
   * does.
   *
   * @param batch of the decision
   * @throws io.hedgerow.ledger.WriteRefused when there is no such batch
   */
  public Written undo(String batch, String author, String reason) {
    if (checks.answered(batch)) {
      return checks.undo(batch, author, reason, !reader.labelsInBatch(batch).isEmpty());
    }
    return ledger.undo("undo:" + batch, author, batch, reason, handle -> reopen(handle, batch));
  }

  private void reopen(Handle handle, String batch) {
    handle
        .createUpdate(
            "update review.report r set upheld = null from review.verdict v"
                + " join review.item i on i.id = v.item"
                + " where v.batch = :batch and v.undone is null and r.entity = i.entity")
        .bind("batch", batch)
        .execute();
    handle
        .createUpdate(
            "update review.item i set state = 'open' from review.verdict v where v.item = i.id"
                + " and v.batch = :batch and v.undone is null and (i.appeal is not null"
                + " or not exists (select 1 from review.item o where o.entity = i.entity"
                + " and o.state = 'open' and o.appeal is null and not o.blind))")
        .bind("batch", batch)
        .execute();
    handle
        .createUpdate(
            "update parked p set outcome = null, outcome_by = null, outcome_at = null"
                + " from review.verdict v join review.item i on i.id = v.item"
                + " where v.batch = :batch and v.undone is null and p.entity = i.entity"
                + " and p.outcome = 'decided' and p.outcome_at = v.at")
        .bind("batch", batch)
        .execute();
    Appeals.reopen(handle, batch);
    handle
        .createUpdate("update review.verdict set undone = :now where batch = :batch")
        .bind("now", CaseTable.at(clock.instant()))
        .bind("batch", batch)
        .execute();
  }
}
