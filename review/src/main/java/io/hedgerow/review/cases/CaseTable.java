package io.hedgerow.review.cases;

import io.hedgerow.engine.event.EntityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** SQL of cases and leases, inside a transaction of the caller. */
public final class CaseTable {
  private final Handle handle;

  public CaseTable(Handle handle) {
    this.handle = handle;
  }

  /**
   * A case as it comes in, or comes in again with more to it.
   *
   * @param content digest of what the entity says, equal for near-duplicates; empty when it says
   *     nothing
   * @param excluded who may not have it
   * @param appeal it is about; empty for a case of what machines or users doubt
   * @param picture that it shows, by the name that near-duplicates share
   */
  public record Arrival(
      EntityId entity,
      String policy,
      String queue,
      String language,
      int severity,
      double probability,
      double views,
      int reports,
      byte[] content,
      String cause,
      Instant created,
      Optional<Instant> due,
      Optional<Instant> urgent,
      Optional<String> excluded,
      Optional<Long> appeal,
      Optional<String> picture) {}

  /** Opens a case, or scores the open one of that entity anew; it keeps its place in time. */
  public void put(Arrival arrival) {
    put(List.of(arrival));
  }

  /**
   * The same for many, in order and in as many round trips as for one. What a person decided since
   * it was asked is answered and opens nothing: requests are taken up a moment after they were
   * written, perhaps after a restart.
   *
   * @param all at most one of an entity: one statement must not meet a row twice
   */
  public void put(List<Arrival> all) {
    hold(all);
    Set<String> answered = answered(all);
    List<Arrival> arrivals =
        all.stream()
            .filter(arrival ->
                arrival.appeal().isPresent() || !answered.contains(arrival.entity().toString()))
            .toList();
    if (arrivals.isEmpty()) {
      return;
    }
    shelve(arrivals);
    PreparedBatch items =
        handle.prepareBatch(
            "insert into review.item(entity, policy, queue, language, severity, probability, views,"
                + " reports, content, cause, created, due, urgent, rank, excluded, appeal, picture)"
                + " values (:entity, :policy, :queue, :language, :severity, :probability, :views,"
                + " :reports, :content, :cause, :created, :due, :urgent, :rank, :excluded, :appeal,"
                + " :picture)"
                + " on conflict (entity) where state = 'open' and appeal is null and not blind do update set "
                + ANEW.formatted("excluded.", "item.", "excluded.created"));
    for (Arrival arrival : arrivals) {
      bind(items, arrival)
          .bind("excluded", arrival.excluded().orElse(null))
          .bind("appeal", arrival.appeal().orElse(null))
          .add();
    }
    items.execute();
  }

  /**
   * Keeps the open cases of these entities from being decided until this transaction ends. Without
   * it, a case could be decided between the look for an answer and the opening of the case, and
   * would be opened again. Whoever decided first is seen by the look that follows, for it is a
   * statement of its own.
   */
  private void hold(List<Arrival> arrivals) {
    handle
        .createQuery(
            "select id from review.item where entity = any(:entities) and state = 'open'"
                + " and appeal is null and not blind order by id for update")
        .bindArray(
            "entities",
            String.class,
            arrivals.stream().map(arrival -> arrival.entity().toString()).toList())
        .mapTo(Long.class)
        .list();
  }

  /** Entities among these about which a person decided after they were asked about. */
  private Set<String> answered(List<Arrival> arrivals) {
    return handle
        .createQuery(
            "select distinct i.entity from unnest(:entities, cast(:created as timestamptz[]))"
                + " a(entity, created) join review.item i on i.entity = a.entity"
                + " and i.appeal is null and not i.blind and i.state = 'decided'"
                + " join review.verdict v on v.item = i.id and v.undone is null"
                + " and v.at > a.created")
        .bindArray(
            "entities",
            String.class,
            arrivals.stream().map(arrival -> arrival.entity().toString()).toList())
        .bindArray(
            "created",
            String.class,
            arrivals.stream().map(arrival -> arrival.created().toString()).toList())
        .mapTo(String.class)
        .set();
  }

  /**
   * Scores cases anew that wait already, where they wait still: what was decided meanwhile stays
   * decided.
   */
  public void rescore(List<Arrival> arrivals) {
    if (arrivals.isEmpty()) {
      return;
    }
    shelve(arrivals);
    PreparedBatch items =
        handle.prepareBatch(
            "update review.item as item set "
                + ANEW.formatted("n.", "item.", "n.created")
                + " from (select :policy as policy, :queue as queue, :language as language,"
                + " cast(:severity as smallint) as severity,"
                + " cast(:probability as float8) as probability, cast(:views as float8) as views,"
                + " cast(:reports as integer) as reports, cast(:content as bytea) as content,"
                + " cast(:created as timestamptz) as created, cast(:due as timestamptz) as due,"
                + " cast(:urgent as timestamptz) as urgent, cast(:picture as text) as picture,"
                + " cast(:rank as float8) as rank) n"
                + " where item.entity = :entity and item.state = 'open' and item.appeal is null and not item.blind");
    arrivals.forEach(arrival -> bind(items, arrival).add());
    items.execute();
  }

  /**
   * What a case takes over from a newer look at its entity. It keeps its place in time, a person's
   * choice of queue, and its clock unless the new one runs out sooner.
   */
  private static final String ANEW =
      "policy = %1$spolicy, queue = case when %2$smoved then %2$squeue else %1$squeue end,"
          + " language = %1$slanguage, severity = %1$sseverity, probability = %1$sprobability,"
          + " views = %1$sviews, reports = %1$sreports, content = %1$scontent,"
          + " picture = %1$spicture, due = least(%2$sdue, %2$screated + (%1$sdue - %3$s)),"
          + " urgent = least(%2$surgent, %2$screated + (%1$surgent - %3$s)),"
          + " rank = %1$srank + extract(epoch from (%3$s - %2$screated)) / "
          + Priority.AGEING.toSeconds()
          + ".0";

  private void shelve(List<Arrival> arrivals) {
    PreparedBatch shelves =
        handle.prepareBatch(
            "insert into review.shelf(queue, language) values (?, ?) on conflict do nothing");
    arrivals.stream()
        .map(arrival -> List.of(arrival.queue(), arrival.language()))
        .distinct()
        .forEach(shelf -> shelves.add(shelf.getFirst(), shelf.getLast()));
    shelves.execute();
  }

  private static PreparedBatch bind(PreparedBatch items, Arrival arrival) {
    return items
        .bind("entity", arrival.entity().toString())
        .bind("policy", arrival.policy())
        .bind("queue", arrival.queue())
        .bind("language", arrival.language())
        .bind("severity", arrival.severity())
        .bind("probability", arrival.probability())
        .bind("views", arrival.views())
        .bind("reports", arrival.reports())
        .bind("content", arrival.content().length == 0 ? null : arrival.content())
        .bind("cause", arrival.cause())
        .bind("created", at(arrival.created()))
        .bind("due", arrival.due().map(CaseTable::at).orElse(null))
        .bind("urgent", arrival.urgent().map(CaseTable::at).orElse(null))
        .bind("picture", arrival.picture().orElse(null))
        .bind(
            "rank",
            Priority.rank(
                arrival.probability(), arrival.views(), arrival.severity(), arrival.created()));
  }

  /** The first case that the reviewer may have and nobody works on; its row is locked. */
  public Optional<ReviewCase> first(Wanted wanted, Instant now) {
    return switch (wanted.order()) {
      case ARRIVAL -> pick(wanted, now, PLAIN, "id", "id");
      case HARM ->
          forLeads(wanted, now)
              .or(() -> pick(wanted, now, PLAIN + " and i.urgent <= :now", "urgent", "urgent"))
              .or(() -> pick(wanted, now, PLAIN, "rank desc, id", "rank desc"));
    };
  }

  private static final String PLAIN = "i.escalated is null";

  /** What was passed up, then what is due soon, in every queue they may see. */
  private Optional<ReviewCase> forLeads(Wanted wanted, Instant now) {
    if (!wanted.lead()) {
      return Optional.empty();
    }
    Wanted all = wanted.everywhere();
    return pick(all, now, "i.escalated is not null", "escalated", "escalated")
        .or(() -> pick(all, now, PLAIN + " and i.urgent <= :now", "urgent", "urgent"));
  }

  /**
   * One step down the index of each (queue, language) that the reviewer works. The lease is asked
   * row by row on purpose: joined, the planner may read all leases first. A lease that is taken
   * between the reading and the locking is seen by {@link #lease}, which then takes nothing.
   */
  private Optional<ReviewCase> pick(
      Wanted wanted, Instant now, String condition, String inside, String outside) {
    return query(
            "select c.* from review.shelf s cross join lateral (select i.* from review.item i"
                + " where i.queue = s.queue and i.language = s.language and i.state = 'open'"
                + " and not i.blind and "
                + condition
                + " and i.severity <= :hardest and i.policy <> all(:never)"
                + " and (cardinality(:policies) = 0 or i.policy = any(:policies))"
                + " and i.excluded is distinct from :reviewer"
                + " and (i.assigned is null or i.assigned = :reviewer)"
                + " and (select l.until from review.lease l where l.item = i.id) > :now is not true"
                + " and (select true from review.skip k where k.item = i.id"
                + " and k.reviewer = :reviewer) is not true order by "
                + inside
                + " limit 1 for update of i skip locked) c where s.queue = any(:queues)"
                + " and (cardinality(:languages) = 0 or s.language = ''"
                + " or s.language = any(:languages)) order by c."
                + outside
                + " limit 1")
        .bind("now", at(now))
        .bind("reviewer", wanted.reviewer())
        .bind("hardest", wanted.hardest())
        .bindArray("never", String.class, wanted.never())
        .bindArray("queues", String.class, wanted.queues())
        .bindArray("languages", String.class, wanted.languages())
        .bindArray("policies", String.class, wanted.policies())
        .map((row, _) -> ReviewCase.of(row))
        .findOne();
  }

  /** Takes the lease unless somebody holds it. */
  public boolean lease(long item, UUID token, String reviewer, Instant until, Instant now) {
    return handle
            .createUpdate(
                "insert into review.lease(item, token, reviewer, until)"
                    + " values (:item, :token, :reviewer, :until) on conflict (item) do update set"
                    + " token = excluded.token, reviewer = excluded.reviewer,"
                    + " until = excluded.until where lease.until <= :now")
            .bind("item", item)
            .bind("token", token)
            .bind("reviewer", reviewer)
            .bind("until", at(until))
            .bind("now", at(now))
            .execute()
        == 1;
  }

  /** Leases that a reviewer holds, the oldest first. */
  public List<Lease> held(String reviewer, Instant now) {
    return query(
            "select l.token, l.until, i.* from review.lease l join review.item i on i.id = l.item"
                + " where l.reviewer = :reviewer and l.until > :now and i.state = 'open'"
                + " order by l.until")
        .bind("reviewer", reviewer)
        .bind("now", at(now))
        .map((row, _) ->
            new Lease(
                row.getObject("token", UUID.class),
                reviewer,
                row.getObject("until", OffsetDateTime.class).toInstant(),
                ReviewCase.of(row)))
        .list();
  }

  /** The open case of that lease, its row locked; empty when somebody else has it or it is done. */
  public Optional<ReviewCase> leased(long item, UUID token, String reviewer) {
    return query(
            "select i.* from review.item i join review.lease l on l.item = i.id where i.id = :item"
                + " and l.token = :token and l.reviewer = :reviewer and i.state = 'open'"
                + " for update of i")
        .bind("item", item)
        .bind("token", token)
        .bind("reviewer", reviewer)
        .map((row, _) -> ReviewCase.of(row))
        .findOne();
  }

  /** Open cases of a queue, passed up ones first, then those due soon, then by rank. */
  List<Waiting> waiting(String queue, Instant now, int limit) {
    return query(
            "select i.*, i.urgent <= :now is true as soon, l.reviewer as holder, l.until"
                + " from review.item i left join review.lease l on l.item = i.id and l.until > :now"
                + " where i.queue = :queue and i.state = 'open' and not i.blind"
                + " order by i.escalated, case when i.urgent <= :now then i.urgent end,"
                + " i.rank desc, i.id limit :limit")
        .bind("queue", queue)
        .bind("now", at(now))
        .bind("limit", limit)
        .map((row, _) ->
            new Waiting(
                ReviewCase.of(row),
                row.getBoolean("soon"),
                instant(row, "escalated"),
                Optional.ofNullable(row.getString("holder")),
                instant(row, "until")))
        .list();
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /** When the case was given under that lease. */
  Optional<Instant> given(long item, UUID token) {
    return query("select until from review.lease where item = :item and token = :token")
        .bind("item", item)
        .bind("token", token)
        .map((row, _) -> row.getObject("until", OffsetDateTime.class).toInstant())
        .findOne()
        .map(until -> until.minus(Desk.LEASE));
  }

  public Optional<ReviewCase> find(long item) {
    return query("select * from review.item where id = :item")
        .bind("item", item)
        .map((row, _) -> ReviewCase.of(row))
        .findOne();
  }

  /** Of another open case that says the same and that nobody works on. */
  private static final String ALIKE =
      " i.content = me.content and i.id <> me.id and i.state = 'open' and i.appeal is null"
          + " and not i.blind and me.appeal is null and (select l.until from review.lease l"
          + " where l.item = i.id and l.until > :now) is null";

  /** Open cases that say the same, itself first, without those that others work on. */
  public List<ReviewCase> cluster(long item, Instant now, int limit) {
    return query(
            "select c.* from review.item me cross join lateral (select me.* union all"
                + " select i.* from review.item i where"
                + ALIKE
                + ") c where me.id = :item order by c.id <> me.id, c.id limit :limit")
        .bind("item", item)
        .bind("now", at(now))
        .bind("limit", limit)
        .map((row, _) -> ReviewCase.of(row))
        .list();
  }

  /** How many there are. */
  public int clusterSize(long item, Instant now) {
    return query(
            "select 1 + (select count(*) from review.item i where"
                + ALIKE
                + ") from review.item me where me.id = :item")
        .bind("item", item)
        .bind("now", at(now))
        .mapTo(Integer.class)
        .one();
  }

  /**
   * The case of an appeal and those of the other appeals against what the same entity was found to
   * break, itself first, without those that others work on.
   */
  public List<ReviewCase> objections(ReviewCase appeal, Instant now) {
    return Stream.concat(
            Stream.of(appeal),
            query(
                "select i.* from review.item i where i.entity = :entity and i.policy = :policy"
                    + " and i.state = 'open' and i.appeal is not null and i.id <> :item"
                    + " and (select l.until from review.lease l where l.item = i.id"
                    + " and l.until > :now) is null order by i.id")
                .bind("entity", appeal.entity().toString())
                .bind("policy", appeal.policy())
                .bind("item", appeal.id())
                .bind("now", at(now))
                .map((row, _) -> ReviewCase.of(row))
                .list()
                .stream())
        .toList();
  }

  private Query query(String sql) {
    return handle.createQuery(sql);
  }

  static OffsetDateTime at(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
