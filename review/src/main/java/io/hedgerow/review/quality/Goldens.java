package io.hedgerow.review.quality;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.Ledger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Cases whose answer is known, by which reviewers are measured without knowing. Thread-safe. */
public final class Goldens {
  private static final int MOST = 500;

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final InstantSource clock;

  Goldens(Jdbi jdbi, Ledger ledger, InstantSource clock) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * One golden case.
   *
   * @param source the case it is a copy of
   * @param broken the policy that it breaks; empty when it breaks none
   * @param why the reason, for those who got it wrong
   * @param answers how many people have had it
   * @param right how many of them saw it so
   */
  public record Golden(
      long id,
      long source,
      EntityId entity,
      String queue,
      String language,
      String broken,
      String why,
      String author,
      Instant created,
      int answers,
      int right) {}

  /** What came of declaring one. */
  public sealed interface Declared {
    /** It is mixed in from now on. */
    record Kept(long golden) implements Declared {}

    /** There is one of that case already. */
    record Already() implements Declared {}

    /** No such case, or nobody has decided it, or it is an appeal. */
    record NotDecided() implements Declared {}
  }

  /**
   * Makes a decided case golden. Those who are given it see what its reviewer saw.
   *
   * @param broken the policy that it breaks; empty when it breaks none
   */
  public Declared declare(long source, String broken, String why, String author) {
    if (why.isBlank() || why.length() > 2_000) {
      throw new IllegalArgumentException(
          "why must have 1 to 2000 characters, had " + why.strip().length());
    }
    var found = jdbi.withHandle(handle -> new CheckTable(handle).decided(source));
    if (found.isEmpty()) {
      return new Declared.NotDecided();
    }
    long[] golden = new long[1];
    ledger.note(
        "golden case declared",
        author,
        members("case", source, "broken", broken, "why", why.strip()),
        handle ->
            golden[0] =
                handle
                    .createQuery(
                        "insert into review.golden(source, broken, why, as_of, author, created)"
                            + " values (:source, :broken, :why, :asOf, :author, :now)"
                            + " on conflict (source) where retired is null do nothing returning id")
                    .bind("source", source)
                    .bind("broken", broken)
                    .bind("why", why.strip())
                    .bind("asOf", CheckTable.at(found.get().asOf()))
                    .bind("author", author)
                    .bind("now", CheckTable.at(clock.instant()))
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(0L));
    return golden[0] == 0 ? new Declared.Already() : new Declared.Kept(golden[0]);
  }

  /** Ends its use; what was answered stays. False when none is in use under that number. */
  public boolean retire(long golden, String author) {
    int[] changed = new int[1];
    ledger.note(
        "golden case retired",
        author,
        members("golden", golden),
        handle ->
            changed[0] =
                handle.execute(
                    "update review.golden set retired = ? where id = ? and retired is null",
                    CheckTable.at(clock.instant()),
                    golden));
    return changed[0] == 1;
  }

  /**
   * A decided case that could become golden.
   *
   * @param decided which policy it was found to break; empty for none
   * @param settled true when a third person settled it
   */
  public record Candidate(
      long item, EntityId entity, String queue, String decided, boolean settled) {}

  /** Decided cases that are not golden: those that a third person settled, then the newest. */
  public List<Candidate> candidates(int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "with recent as (select item, max(id) as id from (select item, id"
                    + " from review.verdict where undone is null order by id desc limit 2000) v"
                    + " group by item) select i.id, i.entity, i.queue, case when v.violates"
                    + " then v.policy else '' end as decided, exists (select 1"
                    + " from review.quality_check c join review.answer a on a.item = c.item"
                    + " and a.undone is null where c.source = i.id and c.kind = 'third') as settled"
                    + " from recent r join review.verdict v on v.id = r.id"
                    + " join review.item i on i.id = r.item where i.appeal is null and not exists ("
                    + " select 1 from review.golden g where g.source = i.id and g.retired is null)"
                    + " order by settled desc, v.id desc limit :limit")
            .bind("limit", limit)
            .map((row, _) ->
                new Candidate(
                    row.getLong("id"),
                    EntityId.parse(row.getString("entity")),
                    row.getString("queue"),
                    row.getString("decided"),
                    row.getBoolean("settled")))
            .list());
  }

  /** Those in use, newest first. */
  public List<Golden> list() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select g.*, i.entity, i.queue, i.language, count(a.id) as answers,"
                    + " count(a.id) filter (where a.policy = g.broken) as right_ones"
                    + " from review.golden g join review.item i on i.id = g.source"
                    + " left join review.quality_check c on c.golden = g.id"
                    + " left join review.answer a on a.item = c.item and a.undone is null"
                    + " where g.retired is null group by g.id, i.id order by g.id desc limit :most")
            .bind("most", MOST)
            .map((row, _) ->
                new Golden(
                    row.getLong("id"),
                    row.getLong("source"),
                    EntityId.parse(row.getString("entity")),
                    row.getString("queue"),
                    row.getString("language"),
                    row.getString("broken"),
                    row.getString("why"),
                    row.getString("author"),
                    CheckTable.instant(row, "created"),
                    row.getInt("answers"),
                    row.getInt("right_ones")))
            .list());
  }
}
