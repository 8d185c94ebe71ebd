package io.hedgerow.review.quality;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What people said when several were asked the same, for measuring how far they agree. */
public final class Ratings {
  private final Jdbi jdbi;

  Ratings(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * What one person said of one thing.
   *
   * @param unit equal for all who were asked the same
   * @param said the policy that is broken; empty for none
   * @param policy that it was about
   */
  public record Rating(
      String unit, String reviewer, String said, String policy, String language, String queue) {}

  /**
   * Ratings since then of units that at least two people rated without knowing of each other:
   * decisions taken again, and calibration sessions that are done. A third person, who only ever
   * sees what two disagreed about, is left out; so is whoever opened the entity's history first,
   * where the other's judgement can be read.
   */
  public List<Rating> since(Instant since) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select 'v' || v.id as unit, x.reviewer, x.said, i.policy, i.language, i.queue"
                    + " from review.quality_check c join review.item i on i.id = c.source"
                    + " join review.verdict v on v.id = c.verdict"
                    + " join review.answer a on a.item = c.item and a.undone is null"
                    + " cross join lateral (values (v.reviewer, case when v.violates then v.policy"
                    + " else '' end), (a.reviewer, a.policy)) x(reviewer, said)"
                    + " where c.kind = 'second' and a.at >= :since and not "
                    + LOOKED_UP
                    + " union all select 's' || c.session || '-' || c.ordinal, a.reviewer, a.policy,"
                    + " i.policy, i.language, i.queue from review.quality_check c"
                    + " join review.item i on i.id = c.source"
                    + " join review.answer a on a.item = c.item and a.undone is null"
                    + " where c.kind = 'calibration' and a.at >= :since and not "
                    + LOOKED_UP
                    + " and not exists (select 1 from review.quality_check o join review.item oi"
                    + " on oi.id = o.item where o.session = c.session and oi.state = 'open')"
                    + " order by 1, 2")
            .bind("since", CheckTable.at(since))
            .map((row, _) -> rating(row))
            .list());
  }

  private static final String LOOKED_UP =
      "exists (select 1 from review.view w where w.subject = i.entity and w.reviewer = a.reviewer"
          + " and w.at <= a.at and w.at >= c.created)";

  private static Rating rating(ResultSet row) throws SQLException {
    return new Rating(
        row.getString("unit"),
        row.getString("reviewer"),
        row.getString("said"),
        row.getString("policy"),
        row.getString("language"),
        row.getString("queue"));
  }

  /**
   * Somebody's answer against what is known to be right: a golden case, or a disagreement that a
   * third person settled.
   */
  public record Known(
      String kind, String reviewer, String said, String right, String policy, String language) {
    /** True when they said so. */
    public boolean correct() {
      return said.equals(right);
    }
  }

  /** Answers to golden cases since then, and both sides of settled disagreements. */
  public List<Known> known(Instant since) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select 'golden' as kind, a.reviewer, a.policy as said, g.broken as is_right,"
                    + " i.policy, i.language from review.quality_check c"
                    + " join review.golden g on g.id = c.golden join review.item i on i.id = c.source"
                    + " join review.answer a on a.item = c.item and a.undone is null"
                    + " where a.at >= :since and not "
                    + LOOKED_UP
                    + " union all select 'settled', x.reviewer, x.said, t.policy, i.policy, i.language"
                    + " from review.quality_check c join review.item i on i.id = c.source"
                    + " join review.answer t on t.item = c.item and t.undone is null"
                    + " join review.verdict v on v.id = c.verdict join review.quality_check s"
                    + " on s.verdict = v.id and s.kind = 'second' join review.answer a"
                    + " on a.item = s.item and a.undone is null cross join lateral (values"
                    + " (v.reviewer, case when v.violates then v.policy else '' end),"
                    + " (a.reviewer, a.policy)) x(reviewer, said)"
                    + " where c.kind = 'third' and t.at >= :since order by 1, 2")
            .bind("since", CheckTable.at(since))
            .map((row, _) ->
                new Known(
                    row.getString("kind"),
                    row.getString("reviewer"),
                    row.getString("said"),
                    row.getString("is_right"),
                    row.getString("policy"),
                    row.getString("language")))
            .list());
  }

  /**
   * How much one person did.
   *
   * @param decided cases, those decided together counted each
   * @param appealed decisions that were objected to and then decided by somebody else
   * @param overturned those of them that were taken back
   */
  public record Work(String reviewer, long decided, long appealed, long overturned) {}

  /** Work since then, by person. */
  public List<Work> work(Instant since) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select v.reviewer, count(*) as decided, count(p.outcome) as appealed,"
                    + " count(*) filter (where p.outcome = 'overturned') as overturned"
                    + " from review.verdict v left join lateral (select a.outcome from label l"
                    + " join review.statement s on s.label = l.id join review.appeal a"
                    + " on a.statement = s.id where l.batch = v.batch and a.outcome is not null"
                    + " and l.entity = (select entity from review.item where id = v.item) limit 1) p"
                    + " on true where v.at >= :since and v.undone is null"
                    + " group by v.reviewer order by v.reviewer")
            .bind("since", CheckTable.at(since))
            .map((row, _) ->
                new Work(
                    row.getString("reviewer"),
                    row.getLong("decided"),
                    row.getLong("appealed"),
                    row.getLong("overturned")))
            .list());
  }
}
