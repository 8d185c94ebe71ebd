package io.hedgerow.server.judge;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Finds decisions that a second look may be drawn for, inside a transaction of the caller. A figure
 * comes to rest on a decision when it is taken, when its content is drawn, or when a judge's answer
 * about it is to be audited: each of the three is followed from where it was left.
 */
final class DueLooks {
  private static final int AT_ONCE = 500;

  /** What was committed a moment ago may still be joined by what was numbered before it. */
  private static final Duration SETTLING = Duration.ofMinutes(1);

  /** Decisions and samples that are older have had their time. */
  private static final Duration LOOKED_BACK = Duration.ofDays(60);

  /**
   * Of some decisions, those that stand on drawn content and that figures rest on, in cases of
   * their own right: not appeals, and nothing that a check led to. What a judge said and nobody was
   * to look at rests on no person.
   */
  private static final String DUE =
      """
      with drawn as materialized (
        select v.id, v.violates, d.sample, sum(d.views / d.probability) as weight
        from review.verdict v join review.item i on i.id = v.item
        join measure.draw d on d.unit = i.entity and d.label is null
        join measure.sample s on s.id = d.sample and s.created > :since
        left join measure.judgement j on j.sample = d.sample and j.unit = d.unit
        where v.id = any(:verdicts) and v.undone is null and v.at > :since
          and i.appeal is null and not i.blind and (j.id is null or j.audited)
          and not exists (select 1 from measure.second_look l where l.verdict = v.id)
          and not exists (select 1 from review.answer a where a.batch = v.batch)
        group by v.id, v.violates, d.sample),
      mean as materialized (
        select sample, sum(views / probability) / count(distinct unit) as mean
        from measure.draw where sample in (select sample from drawn) group by sample)
      select d.id, d.violates, exists (
          select 1 from review.quality_check c where c.verdict = d.id and c.kind = 'second') as taken,
        max(d.weight / m.mean) as heavy
      from drawn d join mean m on m.sample = d.sample
      group by d.id, d.violates order by d.id
      """;

  private final Handle handle;
  private final Instant now;

  DueLooks(Handle handle, Instant now) {
    this.handle = handle;
    this.now = now;
  }

  /**
   * A decision, and whether somebody takes it again.
   *
   * @param taken true when somebody was asked to before; then it is looked at for certain
   * @param heavy views that the content stands for, in those that drawn content stands for on
   *     average
   */
  record Due(long verdict, boolean violates, boolean taken, double heavy) {}

  /**
   * How far each list was gone through.
   *
   * @param more whether something was left
   */
  record Position(long verdict, long sample, long judgement, boolean more) {}

  /** Decisions, and how far the lists are gone through once they are dealt with. */
  record Page(List<Due> due, Position position) {}

  /** The next decisions that nobody has chosen about yet. */
  Page next() {
    long verdict = position("verdict");
    long sample = position("sample");
    long judgement = position("judgement");
    List<Long> taken =
        ids(
            "select id from review.verdict where id > :after order by id limit " + AT_ONCE,
            verdict);
    Optional<Long> drawn =
        ids("select id from measure.sample where id > :after order by id limit 1", sample).stream()
            .findFirst();
    List<Long> judged =
        ids(
            "select id from measure.judgement where id > :after order by id limit " + AT_ONCE,
            judgement);
    Set<Long> verdicts = new LinkedHashSet<>(taken);
    drawn.ifPresent(id ->
        verdicts.addAll(
            ids(
                "select distinct v.id from measure.draw d join review.item i on i.entity = d.unit"
                    + " join review.verdict v on v.item = i.id where d.sample = :after",
                id)));
    if (!judged.isEmpty()) {
      verdicts.addAll(
          ids(
              "select distinct v.id from measure.judgement j join review.item i"
                  + " on i.entity = j.unit join review.verdict v on v.item = i.id"
                  + " where j.audited and j.id > :after and j.id <= "
                  + judged.getLast(),
              judgement));
    }
    long nextVerdict =
        settled("select max(id) from review.verdict where id = any(:ids) and at < :at", taken)
            .orElse(verdict);
    long nextSample =
        settled(
                "select max(id) from measure.sample where id = any(:ids) and created < :at",
                drawn.stream().toList())
            .orElse(sample);
    long nextJudgement =
        settled("select max(id) from measure.judgement where id = any(:ids) and at < :at", judged)
            .orElse(judgement);
    boolean more =
        taken.size() == AT_ONCE && nextVerdict > verdict
            || judged.size() == AT_ONCE && nextJudgement > judgement
            || nextSample > sample;
    return new Page(due(verdicts), new Position(nextVerdict, nextSample, nextJudgement, more));
  }

  private long position(String name) {
    return handle
        .createQuery("select position from measure.second_look_position where name = :name")
        .bind("name", name)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  private List<Long> ids(String query, long after) {
    return handle.createQuery(query).bind("after", after).mapTo(Long.class).list();
  }

  /** The last of them that nothing can come before any more. */
  private Optional<Long> settled(String query, List<Long> ids) {
    return handle
        .createQuery(query)
        .bindArray("ids", Long.class, ids)
        .bind("at", now.minus(SETTLING).atOffset(ZoneOffset.UTC))
        .mapTo(Long.class)
        .findOne();
  }

  private List<Due> due(Set<Long> verdicts) {
    return handle
        .createQuery(DUE)
        .bindArray("verdicts", Long.class, List.copyOf(verdicts))
        .bind("since", now.minus(LOOKED_BACK).atOffset(ZoneOffset.UTC))
        .map((row, _) ->
            new Due(
                row.getLong("id"),
                row.getBoolean("violates"),
                row.getBoolean("taken"),
                row.getDouble("heavy")))
        .list();
  }

  /** Keeps how far the lists are gone through. */
  void move(Position to) {
    move("verdict", to.verdict());
    move("sample", to.sample());
    move("judgement", to.judgement());
  }

  private void move(String name, long to) {
    handle.execute(
        "insert into measure.second_look_position as p values (?, ?) on conflict (name)"
            + " do update set position = excluded.position where p.position < excluded.position",
        name,
        to);
  }
}
