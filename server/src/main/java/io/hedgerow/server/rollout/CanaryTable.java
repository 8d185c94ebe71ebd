package io.hedgerow.server.rollout;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.measurement.experiment.SequentialTest.Arm;
import io.hedgerow.review.cases.Arrivals.Asked;
import io.hedgerow.server.model.Placements;
import io.hedgerow.server.model.RegisteredModel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** SQL of what is known of a canary, inside a transaction of the caller. */
final class CanaryTable {
  /** Of a canary's labelled entities, those that are audited, by a hash of rule and entity. */
  private static final String AUDITED =
      "('x' || substr(md5(l.source || ' ' || l.entity), 1, 4))::bit(16)::int % 100 < 20";

  private static final String STANDS =
      " and l.created >= :since and l.negates is null and not l.clears";

  private static final int ASKED_AT_ONCE = 200;
  private static final int FOLLOWED_AT_ONCE = 5_000;

  private final Handle handle;

  CanaryTable(Handle handle) {
    this.handle = handle;
  }

  /** Labels that hang on the canary. */
  private static String own(Canary canary) {
    String rules = "l.kind = 'RULE' and l.source = any(:rules)";
    return switch (canary) {
      case Canary.OfRule _ -> rules;
      case Canary.OfSignal _ -> "(" + rules + " or l.kind = 'HASH' and l.source = :name)";
      case Canary.OfModel _ -> rules + answered(true);
    };
  }

  /** What it is compared with. */
  private static String others(Canary canary) {
    return switch (canary) {
      case Canary.OfRule _, Canary.OfSignal _ ->
          "l.kind = 'RULE' and l.policy = any(:policies) and not l.source = any(:rules)";
      // the model that answers for the other texts, under the same rules: chance alone divides them
      case Canary.OfModel _ -> "l.kind = 'RULE' and l.source = any(:rules)" + answered(false);
    };
  }

  private static String answered(boolean own) {
    return " and exists (select 1 from server.canary_answer a where a.label = l.id"
        + " and a.model = :name and "
        + (own ? "a.own)" : "not a.own)");
  }

  private Query query(String sql, Canary canary, Instant since) {
    return handle
        .createQuery(sql)
        .bindArray("rules", String.class, canary.ruleNames().toArray())
        .bindArray("policies", String.class, canary.policies().toArray())
        .bind("name", canary.name())
        .bind("since", since.atOffset(ZoneOffset.UTC));
  }

  /** Labelled entities that are to be audited and that nobody was asked about. */
  List<Asked> due(Canary canary, Instant since, Instant now) {
    return query(
            "select distinct on (l.entity) l.entity, l.policy from label l where "
                + own(canary)
                + STANDS
                + " and "
                + AUDITED
                + " and not exists (select 1 from review.item i where i.entity = l.entity"
                + " and (i.state = 'open' or i.created >= l.created)) order by l.entity limit "
                + ASKED_AT_ONCE,
            canary,
            since)
        .map((row, _) ->
            new Asked(
                EntityId.parse(row.getString("entity")), row.getString("policy"), "canary", now))
        .list();
  }

  /** One an entity: the newest decision that stands, in the order of first labels. */
  List<Boolean> audits(Canary canary, Instant since) {
    return query(
            "select fine from (select distinct on (l.entity) l.id,"
                + " (v.violates and v.policy = l.policy) as fine"
                + " from label l join review.item i on i.entity = l.entity"
                + " join review.verdict v on v.item = i.id and v.undone is null where "
                + own(canary)
                + STANDS
                + " and v.at >= l.created and "
                + AUDITED
                + " order by l.entity, v.id desc) judged order by id",
            canary,
            since)
        .mapTo(Boolean.class)
        .list();
  }

  /** Labels of the canary, or of what it is compared with, and those overturned on appeal. */
  Arm arm(Canary canary, Instant since, boolean own) {
    return query(
            "select count(*) as labels, count(*) filter (where exists (select 1 from"
                + " review.statement s join review.appeal a on a.statement = s.id"
                + " where s.label = l.id and a.outcome = 'overturned')) as overturned from label l"
                + " where "
                + (own ? own(canary) : others(canary))
                + STANDS,
            canary,
            since)
        .map((row, _) -> new Arm(row.getLong("labels"), row.getLong("overturned")))
        .one();
  }

  /** Notes of new labels under a model's rules whether it answered; true when there may be more. */
  boolean follow(Canary.OfModel canary, Instant since) {
    if (canary.field().isEmpty() || canary.rules().isEmpty()) {
      return false;
    }
    RegisteredModel model = canary.model();
    JsonReader json = new JsonReader();
    List<Labelled> labels = labels(canary, since);
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into server.canary_answer(model, label, own) values (?, ?, ?)"
                + " on conflict do nothing");
    for (Labelled one : labels) {
      text(json, one.event(), canary.field().get())
          .ifPresent(text -> batch.add(model.sha256(), one.id(), Placements.answers(model, text)));
    }
    if (batch.size() > 0) {
      batch.execute();
    }
    if (!labels.isEmpty()) {
      handle.execute(
          "insert into server.canary_position(model, label) values (?, ?)"
              + " on conflict (model) do update set label = excluded.label",
          model.sha256(),
          labels.getLast().id());
    }
    return labels.size() == FOLLOWED_AT_ONCE;
  }

  private record Labelled(long id, String event) {}

  private List<Labelled> labels(Canary.OfModel canary, Instant since) {
    return query(
            "select l.id, d.event from label l join decision d on d.seq = l.seq"
                + " where l.kind = 'RULE' and l.source = any(:rules)"
                + STANDS
                + " and l.id > coalesce((select label from server.canary_position"
                + " where model = :name), 0) order by l.id limit "
                + FOLLOWED_AT_ONCE,
            canary,
            since)
        .map((row, _) -> new Labelled(row.getLong("id"), row.getString("event")))
        .list();
  }

  private static Optional<String> text(JsonReader json, String event, String field) {
    return json.read(event) instanceof JsonReading.Value(Map<?, ?> members)
            && members.get("data") instanceof Map<?, ?> data
            && data.get(field) instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }
}
