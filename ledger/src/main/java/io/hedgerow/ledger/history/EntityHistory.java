package io.hedgerow.ledger.history;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.decision.DecisionTable;
import io.hedgerow.ledger.enforcement.EnforcementTable;
import io.hedgerow.ledger.history.HistoryEntry.Cursor;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelTable;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.ledger.quota.QuotaTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Everything that happened to one entity, oldest first, a page at a time.
 *
 * @param next where the next page begins; empty when this is the last one
 */
public record EntityHistory(EntityId entity, List<HistoryEntry> entries, Optional<Cursor> next) {
  /** The longest page. */
  public static final int MAX_PAGE = 1_000;

  public EntityHistory {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a page: of each kind of entry the next ones, put in order.
   *
   * @param after where the page before ended; {@link Cursor#START} to begin
   * @param limit entries in a page, 1 to {@link #MAX_PAGE}
   */
  public static EntityHistory read(Handle handle, EntityId entity, Cursor after, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " entries, was " + limit);
    }
    Page page = new Page(handle, entity, after, limit + 1);
    List<HistoryEntry> found = new ArrayList<>();
    found.addAll(page.of(0, "decided", "seq", DECISIONS, EntityHistory::decision));
    found.addAll(
        page.of(
            1,
            "created",
            "id",
            "select * from label where entity = :entity",
            labels(handle, entity)));
    found.addAll(
        page.of(
            2,
            "created",
            "id",
            "select * from parked where entity = :entity",
            EntityHistory::parked));
    found.addAll(
        page.of(
            3, "at", "id", "select * from trust where entity = :entity", EntityHistory::trusted));
    found.addAll(
        page.of(
            4,
            "at",
            "id",
            "select * from enforcement_change where entity = :entity",
            EntityHistory::changed));
    found.sort(Comparator.comparing(HistoryEntry::cursor));
    boolean more = found.size() > limit;
    List<HistoryEntry> entries = more ? found.subList(0, limit) : found;
    return new EntityHistory(
        entity, entries, more ? Optional.of(entries.getLast().cursor()) : Optional.empty());
  }

  /** By actor and by subject apart, so that each uses its index. */
  private static final String DECISIONS =
      "select * from decision where subject = :entity union all"
          + " select * from decision where actor = :entity and subject is distinct from :entity";

  private record Page(Handle handle, EntityId entity, Cursor after, int limit) {
    List<HistoryEntry> of(
        int kind, String time, String id, String rows, RowMapper<HistoryEntry> mapper) {
      return handle
          .createQuery(
              "select * from (%s) r where (r.%s, %d, r.%s) > (:at, :kind, :id) order by r.%s, r.%s limit :limit"
                  .formatted(rows, time, kind, id, time, id))
          .bind("entity", entity.toString())
          .bind("at", OffsetDateTime.ofInstant(after.at(), ZoneOffset.UTC))
          .bind("kind", after.kind())
          .bind("id", after.id())
          .bind("limit", limit)
          .map(mapper)
          .list();
    }
  }

  private static HistoryEntry decision(ResultSet row, StatementContext context)
      throws SQLException {
    return new HistoryEntry.Decided(DecisionTable.stored(row));
  }

  private static RowMapper<HistoryEntry> labels(Handle handle, EntityId entity) {
    Set<Long> negated =
        Standing.negated(
            new LabelTable(handle).of(List.of(entity)).getOrDefault(entity, List.of()));
    return (row, _) -> {
      Label label = LabelTable.label(row);
      return new HistoryEntry.Labelled(label, negated.contains(label.id()));
    };
  }

  private static HistoryEntry parked(ResultSet row, StatementContext context) throws SQLException {
    return new HistoryEntry.Parked(QuotaTable.parked(row));
  }

  private static HistoryEntry changed(ResultSet row, StatementContext context) throws SQLException {
    return new HistoryEntry.Changed(EnforcementTable.change(row));
  }

  private static HistoryEntry trusted(ResultSet row, StatementContext context) throws SQLException {
    return new HistoryEntry.Trusted(
        row.getLong("id"),
        EntityId.parse(row.getString("entity")),
        row.getBoolean("trusted"),
        row.getString("author"),
        row.getString("reason"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
