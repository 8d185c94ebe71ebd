package io.hedgerow.review.bulk;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.ledger.Foreseen;
import io.hedgerow.ledger.database.Copy;
import io.hedgerow.review.bulk.BulkAction.Problem;
import io.hedgerow.review.bulk.BulkAction.State;
import io.hedgerow.review.bulk.Entities.Line;
import io.hedgerow.review.bulk.Preview.Move;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of bulk actions, inside a transaction of the caller. */
final class BulkTable {
  private final Handle handle;

  BulkTable(Handle handle) {
    this.handle = handle;
  }

  /** Where lines are gathered before it is known which of them name an entity once more. */
  void stage() {
    handle.execute(
        "create temporary table staged_entity (line bigint, entity text collate \"C\")"
            + " on commit drop");
  }

  void stage(List<Line.Named> lines) {
    Copy.into(
        handle,
        "staged_entity",
        "line, entity",
        lines,
        named -> new Object[] {named.line(), named.entity()});
  }

  /**
   * Keeps what was staged under a new bulk action.
   *
   * @return empty when the key was used before
   */
  Optional<Long> add(
      String key,
      byte[] content,
      String origin,
      Judgement judgement,
      String author,
      Instant now,
      int refused,
      List<Problem> problems) {
    Optional<Long> id =
        handle
            .createQuery(
                "insert into review.bulk(key, content, origin, policy, violates, reason, lasts,"
                    + " author, created, state, entities, repeated, refused, problems)"
                    + " values (:key, :content, :origin, :policy, :violates, :reason, :lasts,"
                    + " :author, :now, 'asked', 0, 0, :refused, :problems)"
                    + " on conflict (key) do nothing returning id")
            .bind("key", key)
            .bind("content", content)
            .bind("origin", origin)
            .bind("policy", judgement.policy())
            .bind("violates", judgement.violates())
            .bind("reason", judgement.reason())
            .bind("lasts", judgement.lasts().map(Duration::toSeconds).orElse(null))
            .bind("author", author)
            .bind("now", at(now))
            .bind("refused", refused)
            .bind("problems", write(problems))
            .mapTo(Long.class)
            .findOne();
    id.ifPresent(this::unstage);
    return id;
  }

  private void unstage(long id) {
    int entities =
        handle.execute(
            "insert into review.bulk_entity(bulk, n, entity) select ?, row_number() over (order by"
                + " min(line)), entity from staged_entity group by entity",
            id);
    handle.execute(
        "update review.bulk set entities = ?,"
            + " repeated = (select count(*) from staged_entity) - ? where id = ?",
        entities,
        entities,
        id);
  }

  /** The content that a key was used for. */
  Optional<byte[]> content(String key) {
    return handle
        .createQuery("select content from review.bulk where key = :key")
        .bind("key", key)
        .mapTo(byte[].class)
        .findOne();
  }

  Optional<BulkAction> find(long id) {
    return handle
        .createQuery("select * from review.bulk where id = :id")
        .bind("id", id)
        .map((row, _) -> action(row))
        .findOne();
  }

  Optional<BulkAction> find(String key) {
    return handle
        .createQuery("select * from review.bulk where key = :key")
        .bind("key", key)
        .map((row, _) -> action(row))
        .findOne();
  }

  /** Newest first. */
  List<BulkAction> list(long before, int limit) {
    return handle
        .createQuery("select * from review.bulk where id < :before order by id desc limit :limit")
        .bind("before", before)
        .bind("limit", limit)
        .map((row, _) -> action(row))
        .list();
  }

  /** The one to work on: what takes back comes first, what is only asked for last. */
  Optional<BulkAction> work(Instant now) {
    return handle
        .createQuery(
            "select * from review.bulk where state in ('asked', 'previewing', 'running', 'undoing')"
                + " or (state = 'scheduled' and starts <= :now) order by array_position(array["
                + "'undoing', 'running', 'scheduled', 'asked', 'previewing'], state), id limit 1")
        .bind("now", at(now))
        .map((row, _) -> action(row))
        .findOne();
  }

  /** Moves it on from the state it is believed to be in; false when it is in another by now. */
  boolean move(long id, State from, State to) {
    return handle.execute(
            "update review.bulk set state = ? where id = ? and state = ?",
            to.word(),
            id,
            from.word())
        == 1;
  }

  /** Moves the position on, in that state; false when it has moved or the state has changed. */
  boolean advance(long id, State state, int from, int to) {
    return handle.execute(
            "update review.bulk set position = ? where id = ? and state = ? and position = ?",
            to,
            id,
            state.word(),
            from)
        == 1;
  }

  void started(long id, String starter, Instant starts) {
    handle.execute(
        "update review.bulk set starter = ?, starts = ?, position = 0 where id = ?",
        starter,
        at(starts),
        id);
  }

  void approved(long id, String approver) {
    handle.execute("update review.bulk set approver = ? where id = ?", approver, id);
  }

  void stopped(long id, String why) {
    handle.execute("update review.bulk set stopped = ? where id = ?", why, id);
  }

  void undoing(long id, String undoer, String reason) {
    handle.execute("update review.bulk set undoer = ?, undo = ? where id = ?", undoer, reason, id);
  }

  /** Who takes it back, and why. */
  record Undo(String author, String reason) {}

  Undo undo(long id) {
    return handle
        .createQuery("select undoer, undo from review.bulk where id = :id")
        .bind("id", id)
        .map((row, _) -> new Undo(row.getString(1), row.getString(2)))
        .one();
  }

  /** Its entities after that number, in order. */
  List<EntityId> entities(long id, int after, int limit) {
    return handle
        .createQuery(
            "select entity from review.bulk_entity where bulk = :id and n > :after"
                + " order by n limit :limit")
        .bind("id", id)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) -> EntityId.parse(row.getString(1)))
        .list();
  }

  /**
   * Keeps what was foreseen of the entities after one number and up to another, and whether
   * anything was ever heard of them.
   */
  void foresee(long id, int from, int to, List<Foreseen> foreseen) {
    List<String> entities = new ArrayList<>();
    List<@Nullable String> owners = new ArrayList<>();
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    List<Boolean> changes = new ArrayList<>();
    for (Foreseen one : foreseen) {
      entities.add(one.entity().toString());
      owners.add(
          one.owner().filter(o -> !o.equals(one.entity())).map(EntityId::toString).orElse(null));
      before.add(one.before().action().word());
      after.add(one.after().action().word());
      changes.add(one.changes());
    }
    handle
        .createUpdate(
            "update review.bulk_entity b set owner = t.o, before = t.x, after = t.y, changes = t.c,"
                + " known = exists (select from public.decision d where d.subject = t.e)"
                + " or exists (select from public.decision d where d.actor = t.e)"
                + " or exists (select from public.label l where l.entity = t.e)"
                + " from unnest(:entities, :owners, :before, :after, :changes) t(e, o, x, y, c)"
                + " where b.bulk = :id and b.n > :from and b.n <= :to and b.entity = t.e")
        .bind("id", id)
        .bindArray("entities", String.class, entities)
        .bindArray("owners", String.class, owners)
        .bindArray("before", String.class, before)
        .bindArray("after", String.class, after)
        .bindArray("changes", Boolean.class, changes)
        .bind("from", from)
        .bind("to", to)
        .execute();
  }

  /** Owners that were not looked at yet, by name. */
  List<String> owners(long id, int limit) {
    return handle
        .createQuery(
            "select distinct owner from review.bulk_entity where bulk = :id and owner > coalesce("
                + "(select max(owner) from review.bulk_owner where bulk = :id), '')"
                + " order by owner limit :limit")
        .bind("id", id)
        .bind("limit", limit)
        .mapTo(String.class)
        .list();
  }

  /** Entities of those owners, at most so many of each. */
  List<EntityId> ofOwners(long id, List<String> owners, int each) {
    return handle
        .createQuery(
            "select e.entity from unnest(:owners) o(owner) cross join lateral (select entity from"
                + " review.bulk_entity b where b.bulk = :id and b.owner = o.owner"
                + " order by n limit :each) e")
        .bindArray("owners", String.class, owners)
        .bind("id", id)
        .bind("each", each)
        .map((row, _) -> EntityId.parse(row.getString(1)))
        .list();
  }

  void foreseeOwners(long id, List<Foreseen> foreseen) {
    Copy.into(
        handle,
        "review.bulk_owner",
        "bulk, owner, before, after, changes",
        foreseen,
        one ->
            new Object[] {
              id,
              one.entity(),
              one.before().action().word(),
              one.after().action().word(),
              one.changes()
            });
  }

  Preview preview(long id) {
    return handle
        .createQuery(
            "select count(*) filter (where changes is not null) as looked,"
                + " count(*) filter (where not known) as unknown,"
                + " count(*) filter (where not changes) as unchanged"
                + " from review.bulk_entity where bulk = :id")
        .bind("id", id)
        .map((row, _) ->
            new Preview(
                row.getInt("looked"),
                row.getInt("unknown"),
                row.getInt("unchanged"),
                moves("review.bulk_entity", id),
                moves("review.bulk_owner", id)))
        .one();
  }

  private List<Move> moves(String table, long id) {
    return handle
        .createQuery(
            "select before, after, count(*) from "
                + table
                + " where bulk = :id and changes group by 1, 2 order by 3 desc, 1, 2")
        .bind("id", id)
        .map((row, _) -> new Move(row.getString(1), row.getString(2), row.getInt(3)))
        .list();
  }

  /** What the preview found of single entities, in order. */
  List<BulkActions.Entry> entries(long id, int after, int limit) {
    return handle
        .createQuery(
            "select * from review.bulk_entity where bulk = :id and n > :after order by n"
                + " limit :limit")
        .bind("id", id)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) ->
            new BulkActions.Entry(
                row.getInt("n"),
                EntityId.parse(row.getString("entity")),
                Optional.ofNullable((Boolean) row.getObject("known")),
                Optional.ofNullable(row.getString("before")),
                Optional.ofNullable(row.getString("after"))))
        .list();
  }

  private static BulkAction action(ResultSet row) throws SQLException {
    return new BulkAction(
        row.getLong("id"),
        new Judgement(
            row.getString("policy"),
            row.getBoolean("violates"),
            row.getString("reason"),
            Optional.ofNullable(row.getObject("lasts", Long.class)).map(Duration::ofSeconds)),
        row.getString("origin"),
        row.getString("author"),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("entities"),
        row.getInt("repeated"),
        row.getInt("refused"),
        read(row.getString("problems")),
        row.getInt("position"),
        Optional.ofNullable(row.getString("starter")),
        Optional.ofNullable(row.getObject("starts", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getString("approver")),
        Optional.ofNullable(row.getString("stopped")));
  }

  private static String write(List<Problem> problems) {
    return CanonicalJson.write(
        problems.stream().map(p -> members("line", p.line(), "message", p.message())).toList());
  }

  private static List<Problem> read(String json) {
    List<Problem> problems = new ArrayList<>();
    if (new JsonReader().read(json) instanceof JsonReading.Value(List<?> list)) {
      for (Object one : list) {
        if (one instanceof Map<?, ?> m && m.get("line") instanceof Long line) {
          problems.add(new Problem(line, String.valueOf(m.get("message"))));
        }
      }
    }
    return problems;
  }

  private static OffsetDateTime at(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
