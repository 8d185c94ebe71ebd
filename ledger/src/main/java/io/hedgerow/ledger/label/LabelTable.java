package io.hedgerow.ledger.label;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.policy.Action;
import io.hedgerow.ledger.audit.Digest;
import io.hedgerow.ledger.database.Copy;
import io.hedgerow.ledger.label.Label.Says;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of the label table, inside a transaction of the caller. */
public final class LabelTable {
  /**
   * Labels of one entity that are looked at, the newest first. Rules write no label that already
   * stands, so only hostile or broken sources come near it.
   */
  public static final int MAX_PER_ENTITY = 1_000;

  private static final String COLUMNS =
      "id, seq, entity, policy, kind, source, version, confidence, reason, author, created, time,"
          + " expires, negates, clears, batch, holds_until, cleared_until, action, content";

  private final Handle handle;

  public LabelTable(Handle handle) {
    this.handle = handle;
  }

  /**
   * A label with what only the table and {@link CurrentLabels} need.
   *
   * @param time of the event it judges; for labels from outside when it was written
   * @param after what {@code has_label} knows after it; empty for labels that rules proposed
   */
  public record Row(Label label, Instant time, Optional<CurrentLabels.State> after) {}

  /** Labels of each of the entities, oldest first; those without any are left out. */
  public Map<EntityId, List<Label>> of(Collection<EntityId> entities) {
    Map<EntityId, List<Label>> found = new HashMap<>();
    handle
        .createQuery(
            "select l.* from unnest(:entities) e(entity) cross join lateral (select * from label"
                + " where label.entity = e.entity order by id desc limit "
                + MAX_PER_ENTITY
                + ") l order by l.id")
        .bindArray("entities", String.class, texts(entities))
        .map((row, _) -> label(row))
        .forEach(l -> found.computeIfAbsent(l.entity(), _ -> new ArrayList<>()).add(l));
    return found;
  }

  /** Entities that have a label, by name, after that one. */
  public List<EntityId> entitiesAfter(String entity, int limit) {
    return handle
        .createQuery(
            "select distinct entity from label where entity > :entity order by entity limit :limit")
        .bind("entity", entity)
        .bind("limit", limit)
        .map((row, _) -> EntityId.parse(row.getString(1)))
        .list();
  }

  /** The labels of those numbers, oldest first. */
  public List<Label> find(Collection<Long> ids) {
    return handle
        .createQuery("select * from label where id = any(:ids) order by id")
        .bindArray("ids", Long.class, ids)
        .map((row, _) -> label(row))
        .list();
  }

  /** Labels on entities of a kind after that number, oldest first. */
  public List<Label> after(long id, String kind, int limit) {
    return handle
        .createQuery(
            "select * from label where id > :id and starts_with(entity, :prefix)"
                + " order by id limit :limit")
        .bind("id", id)
        .bind("prefix", kind + ":")
        .bind("limit", limit)
        .map((row, _) -> label(row))
        .list();
  }

  /** The labels written together under that name, oldest first. */
  public List<Label> inBatch(String batch) {
    return handle
        .createQuery("select * from label where batch = :batch order by id")
        .bind("batch", batch)
        .map((row, _) -> label(row))
        .list();
  }

  public void add(List<Row> rows) {
    Copy.into(handle, "label", COLUMNS, rows, LabelTable::columns);
  }

  /**
   * Rebuilds what rules knew when they had seen all events up to that sequence number: the same
   * steps in the same order as then. Needs a transaction, to read row by row.
   *
   * @param sequence the last event seen; {@link #EVERYTHING} also takes up what no event has seen
   *     yet
   */
  public void load(CurrentLabels labels, long sequence) {
    handle
        .createQuery(
            "select * from (select l.id, l.seq, l.entity, l.policy, l.time, l.expires,"
                + " l.holds_until, l.cleared_until, coalesce(2 * l.seq, 2 * v.before_seq - 1, "
                + EVERYTHING
                + ") pos from label l left join label_visible v on v.label = l.id"
                + " union all select 0, seq, entity, policy, created, expires, null, null, 2 * seq"
                + " from parked) x where pos <= :last order by pos, id")
        .bind("last", sequence == EVERYTHING ? EVERYTHING : 2 * sequence)
        .setFetchSize(2_000)
        .map((row, _) -> new Step(row.getLong("pos"), step(row)))
        .forEach(step -> take(labels, step));
  }

  /** Labels from outside that became visible right before those events, by event. */
  public Map<Long, List<CurrentLabels.Announced>> visibleBefore(long first, long last) {
    Map<Long, List<CurrentLabels.Announced>> found = new HashMap<>();
    handle
        .createQuery(
            "select l.*, v.before_seq from label_visible v join label l on l.id = v.label"
                + " where v.before_seq between :first and :last order by v.before_seq, l.id")
        .bind("first", first)
        .bind("last", last)
        .map((row, _) -> Map.entry(row.getLong("before_seq"), announced(row)))
        .forEach(entry ->
            found.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>()).add(entry.getValue()));
    return found;
  }

  /** Labels from outside that no event has seen yet, oldest first. */
  public List<CurrentLabels.Announced> unseen() {
    return handle
        .createQuery(
            "select l.* from label l left join label_visible v on v.label = l.id"
                + " where l.seq is null and v.label is null order by l.id")
        .map((row, _) -> announced(row))
        .list();
  }

  /** Stands for every event there is, and beyond. */
  public static final long EVERYTHING = 9_000_000_000_000_000_000L;

  private sealed interface Change {
    record Proposed(EntityId entity, String policy, Instant time, Instant until)
        implements Change {}

    record Outside(CurrentLabels.Announced label) implements Change {}
  }

  private record Step(long position, Change change) {}

  private static void take(CurrentLabels labels, Step step) {
    switch (step.change()) {
      case Change.Proposed p -> labels.proposed(p.entity(), p.policy(), p.time(), p.until());
      case Change.Outside(CurrentLabels.Announced label) -> {
        labels.set(label.entity(), label.policy(), label.after());
        if (step.position() == EVERYTHING) {
          labels.unrecorded(label.label());
        }
      }
    }
  }

  private static Change step(ResultSet row) throws SQLException {
    if (row.getObject("seq") == null) {
      return new Change.Outside(announced(row));
    }
    return new Change.Proposed(
        EntityId.parse(row.getString("entity")),
        row.getString("policy"),
        row.getObject("time", OffsetDateTime.class).toInstant(),
        instant(row.getObject("expires", OffsetDateTime.class)).orElse(Instant.MAX));
  }

  private static CurrentLabels.Announced announced(ResultSet row) throws SQLException {
    return new CurrentLabels.Announced(
        row.getLong("id"),
        EntityId.parse(row.getString("entity")),
        row.getString("policy"),
        new CurrentLabels.State(until(row, "holds_until"), until(row, "cleared_until")));
  }

  private static Instant until(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    if (time == null) {
      return Instant.MIN;
    }
    return time.equals(OffsetDateTime.MAX) ? Instant.MAX : time.toInstant();
  }

  private static Object[] columns(Row row) {
    Label label = row.label();
    return new Object[] {
      label.id(),
      label.decision(),
      label.entity(),
      label.policy(),
      label.source().kind().name(),
      label.source().id(),
      label.source().version(),
      label.confidence(),
      label.reason(),
      label.author(),
      label.created(),
      row.time(),
      label.expires(),
      label.says() instanceof Says.Negates(long target) ? Optional.of(target) : Optional.empty(),
      label.says() instanceof Says.Clears,
      label.batch(),
      row.after().flatMap(state -> stored(state.holdsUntil())),
      row.after().flatMap(state -> stored(state.clearedUntil())),
      label.action().map(Action::name),
      label.content()
    };
  }

  /** Never is written as null, for ever as PostgreSQL's infinity. */
  private static Optional<Object> stored(Instant until) {
    return until.equals(Instant.MIN)
        ? Optional.empty()
        : Optional.of(until.equals(Instant.MAX) ? "infinity" : until);
  }

  /** Adds labels to a digest as {@link #digestStored} will find them. */
  public static void digest(Digest digest, List<Label> labels) {
    labels.forEach(label -> digest(digest, label));
  }

  /**
   * Adds the kept labels of that range to a digest.
   *
   * @return how many there are
   */
  public long digestStored(Digest digest, long first, long last) {
    if (last < first) {
      return 0;
    }
    return handle
        .createQuery("select * from label where id between :first and :last order by id")
        .bind("first", first)
        .bind("last", last)
        .setFetchSize(500)
        .reduceResultSet(
            0L,
            (count, row, _) -> {
              digest(digest, label(row));
              return count + 1;
            });
  }

  private static void digest(Digest digest, Label label) {
    digest
        .add(label.id())
        .add(label.decision())
        .add(label.entity().toString())
        .add(label.policy())
        .add(label.says() instanceof Says.Clears ? 1 : 0)
        .add(label.says() instanceof Says.Negates(long target) ? target : 0)
        .add(label.source().kind().name())
        .add(label.source().id())
        .add(label.source().version())
        .add(Double.doubleToLongBits(label.confidence()))
        .add(label.reason())
        .add(label.author())
        .add(label.created())
        .add(label.expires().map(Instant::toString))
        .add(label.batch());
    // Only where there are some: entries of the chain from before labels had them stay right. One
    // is a word in capitals, the other 32 hex digits, so neither passes for the other.
    label.action().ifPresent(action -> digest.add(action.name()));
    label.content().ifPresent(digest::add);
  }

  /** Reads a row of the table. */
  public static Label label(ResultSet row) throws SQLException {
    return new Label(
        row.getLong("id"),
        Optional.ofNullable(row.getObject("seq", Long.class)),
        EntityId.parse(row.getString("entity")),
        row.getString("policy"),
        says(row),
        new Source(
            SourceKind.valueOf(row.getString("kind")),
            row.getString("source"),
            row.getString("version")),
        row.getDouble("confidence"),
        row.getString("reason"),
        row.getString("author"),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        instant(row.getObject("expires", OffsetDateTime.class)),
        Optional.ofNullable(row.getString("batch")),
        Optional.ofNullable(row.getString("action")).map(Action::valueOf),
        Optional.ofNullable(row.getString("content")));
  }

  private static Says says(ResultSet row) throws SQLException {
    Long negates = row.getObject("negates", Long.class);
    if (negates != null) {
      return new Says.Negates(negates);
    }
    return row.getBoolean("clears") ? Label.CLEARS : Label.VIOLATES;
  }

  private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  static List<String> texts(Collection<EntityId> entities) {
    return entities.stream().map(EntityId::toString).toList();
  }
}
