package io.hedgerow.server.judge;

import io.hedgerow.engine.event.EntityId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** SQL of judgements, inside a transaction of the caller. */
final class JudgementTable {
  /** Draws nobody has said anything of; uploads say it themselves. */
  private static final String WAITING =
      " from measure.sample s join measure.draw d on d.sample = s.id"
          + " where s.judge <> '' and s.created > :since and d.label is null and not exists"
          + " (select 1 from measure.judgement j where j.sample = s.id and j.unit = d.unit)";

  private final Handle handle;

  JudgementTable(Handle handle) {
    this.handle = handle;
  }

  /**
   * A sample that waits for its judge.
   *
   * @param mean views that a unit of it stands for
   */
  record Sample(long id, String policy, LocalDate day, Instant created, long seed, double mean) {}

  /**
   * A unit of it.
   *
   * @param weight views that all its draws stand for
   */
  record Unit(EntityId entity, double weight) {}

  /**
   * What is kept of a unit.
   *
   * @param prompt version of what was asked
   * @param chance with which a person was to look
   */
  record Row(Unit unit, Answer answer, String prompt, double chance, boolean audited) {}

  Optional<Sample> oldest(Instant since, Set<Long> but) {
    return handle
        .createQuery(
            "select s.*, (select sum(views / probability) / count(distinct unit) from measure.draw"
                + " where sample = s.id) as mean from measure.sample s where not s.id = any(:but) and s.id in (select s.id"
                + WAITING
                + ") order by s.id limit 1")
        .bind("since", since.atOffset(ZoneOffset.UTC))
        .bindArray("but", Long.class, but.toArray())
        .map((row, _) ->
            new Sample(
                row.getLong("id"),
                row.getString("policy"),
                row.getDate("day").toLocalDate(),
                row.getTimestamp("created").toInstant(),
                row.getLong("seed"),
                row.getDouble("mean")))
        .findOne();
  }

  List<Unit> waiting(Sample sample, Instant since, int limit) {
    return handle
        .createQuery(
            "select d.unit, sum(d.views / d.probability) as weight"
                + WAITING
                + " and s.id = :sample group by d.unit order by d.unit limit :limit")
        .bind("since", since.atOffset(ZoneOffset.UTC))
        .bind("sample", sample.id())
        .bind("limit", limit)
        .map((row, _) -> new Unit(EntityId.parse(row.getString("unit")), row.getDouble("weight")))
        .list();
  }

  long waiting(Instant since) {
    return handle
        .createQuery("select count(*)" + WAITING)
        .bind("since", since.atOffset(ZoneOffset.UTC))
        .mapTo(Long.class)
        .one();
  }

  /** Those that a decision of a person stands on. */
  Set<String> decided(List<Unit> units) {
    return handle
        .createQuery(
            "select distinct i.entity from review.item i join review.verdict v on v.item = i.id"
                + " where v.undone is null and i.entity = any(:entities)")
        .bindArray("entities", String.class, names(units))
        .mapTo(String.class)
        .set();
  }

  /** Those that a case of waits for people already. */
  Set<String> open(List<Unit> units) {
    return handle
        .createQuery(
            "select entity from review.item where state = 'open' and appeal is null and not blind"
                + " and entity = any(:entities)")
        .bindArray("entities", String.class, names(units))
        .mapTo(String.class)
        .set();
  }

  private static Object[] names(List<Unit> units) {
    return units.stream().map(unit -> unit.entity().toString()).toArray();
  }

  /** What that model said of the same content under the same policy before. */
  Optional<Boolean> known(byte[] content, String prompt, String model) {
    return handle
        .createQuery(
            "select breaks from measure.judgement where content = :content and prompt = :prompt"
                + " and model = :model and breaks is not null order by id desc limit 1")
        .bind("content", content)
        .bind("prompt", prompt)
        .bind("model", model)
        .mapTo(Boolean.class)
        .findOne();
  }

  void add(Sample sample, String model, List<Row> rows, Instant now) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into measure.judgement(sample, unit, model, prompt, content, breaks, why,"
                + " audit_probability, audited, at) values (:sample, :unit, :model, :prompt,"
                + " :content, :breaks, :why, :chance, :audited, :at) on conflict do nothing");
    for (Row row : rows) {
      batch
          .bind("sample", sample.id())
          .bind("unit", row.unit().entity().toString())
          .bind("model", model)
          .bind("prompt", row.prompt())
          .bind("content", row.answer() instanceof Answer.Said said ? said.content() : new byte[0])
          .bind("breaks", row.answer() instanceof Answer.Said said ? said.breaks() : null)
          .bind("why", why(row.answer()))
          .bind("chance", row.chance())
          .bind("audited", row.audited())
          .bind("at", now.atOffset(ZoneOffset.UTC))
          .add();
    }
    batch.execute();
  }

  private static String why(Answer answer) {
    return switch (answer) {
      case Answer.Said _ -> "";
      case Answer.ForPeople(String why) -> why;
      case Answer.Later(String why) -> why;
    };
  }
}
