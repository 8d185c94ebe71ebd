package io.hedgerow.server.judge;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.ledger.Ledger;
import io.hedgerow.measurement.sampling.AuditChance;
import io.hedgerow.review.quality.Audits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Chooses which decisions of people on drawn content somebody else takes again: every one that says
 * it breaks a policy, and a random share of the rest, larger where it stands for many views. A
 * third person settles where they disagree. Figures are corrected by what comes of it, so that
 * people who err are not believed. Thread-safe.
 */
public final class SecondLooks {
  /** Who draws second looks, in the audit chain. */
  public static final String AUTHOR = "second looks";

  private static final int AT_ONCE = 200;
  private static final Duration LOOKED_BACK = Duration.ofDays(60);

  /**
   * Standing decisions on drawn content that figures rest on, in cases of their own right: not
   * appeals, and nothing that a check led to. What a judge said and nobody was to look at rests on
   * no person.
   */
  private static final String DUE =
      "select v.id, v.violates, exists (select 1 from review.quality_check c"
          + " where c.verdict = v.id and c.kind = 'second') as taken, max(d.weight / s.mean) as heavy"
          + " from (select *, (select sum(views / probability) / count(distinct unit)"
          + " from measure.draw where sample = all_samples.id) as mean"
          + " from measure.sample all_samples where created > :since) s"
          + " join (select sample, unit, sum(views / probability) as weight from measure.draw"
          + " where label is null group by sample, unit) d on d.sample = s.id"
          + " join review.item i on i.entity = d.unit and i.appeal is null and not i.blind"
          + " join review.verdict v on v.item = i.id and v.undone is null"
          + " left join measure.judgement j on j.sample = s.id and j.unit = d.unit"
          + " where (j.id is null or j.audited)"
          + " and v.at > :since"
          + " and not exists (select 1 from measure.second_look l where l.verdict = v.id)"
          + " and not exists (select 1 from review.answer a where a.batch = v.batch)"
          + " group by v.id order by v.id limit "
          + AT_ONCE;

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final Audits audits;
  private final double share;
  private final RandomGenerator random;
  private final InstantSource clock;

  /**
   * @param share of decisions that nothing is broken which are taken again, [0, 1]; 0 takes none
   *     again, whatever they say
   */
  public SecondLooks(
      Jdbi jdbi,
      Ledger ledger,
      Audits audits,
      double share,
      RandomGenerator random,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.audits = audits;
    this.share = share;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A decision, and whether somebody takes it again.
   *
   * @param taken true when somebody was asked to before; then it is looked at for certain
   * @param heavy views that the content stands for, in those that drawn content stands for on
   *     average
   */
  private record Due(long verdict, boolean violates, boolean taken, double heavy) {}

  private record Look(long verdict, double probability, boolean drawn, boolean asked) {}

  /** Chooses among decisions that are new; true when there may be more. */
  public boolean step() {
    if (share == 0) {
      return false;
    }
    List<Due> due = jdbi.withHandle(this::due);
    if (due.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    List<Look> looks = due.stream().map(this::look).toList();
    ledger.note(
        "second looks drawn",
        AUTHOR,
        members(
            "decisions", (long) looks.size(), "drawn", looks.stream().filter(Look::drawn).count()),
        handle -> looks.forEach(look -> keep(handle, look, now)));
    return due.size() == AT_ONCE;
  }

  private List<Due> due(Handle handle) {
    return handle
        .createQuery(DUE)
        .bind("since", clock.instant().minus(LOOKED_BACK).atOffset(ZoneOffset.UTC))
        .map((row, _) ->
            new Due(
                row.getLong("id"),
                row.getBoolean("violates"),
                row.getBoolean("taken"),
                row.getDouble("heavy")))
        .list();
  }

  private Look look(Due due) {
    double chance =
        due.violates() || due.taken() ? 1 : new AuditChance(share).of(false, due.heavy(), 1);
    return new Look(due.verdict(), chance, random.nextDouble() < chance, due.taken());
  }

  private void keep(Handle handle, Look look, Instant now) {
    int fresh =
        handle.execute(
            "insert into measure.second_look(verdict, probability, drawn, at) values (?, ?, ?, ?)"
                + " on conflict do nothing",
            look.verdict(),
            look.probability(),
            look.drawn(),
            now.atOffset(ZoneOffset.UTC));
    if (fresh == 1 && look.drawn() && !look.asked()) {
      audits.again(handle, look.verdict(), look.probability(), now);
    }
  }
}
