package io.hedgerow.review.cases;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.Field;
import io.hedgerow.engine.pack.FieldType;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.review.Position;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Which content stands under which: a field of an event that is named after a kind of entity
 * ({@code pin} of a comment, {@code board} of a pin) names what it stands under. Safe for many who
 * ask; one thread follows.
 */
public final class Threads {
  private static final String POSITION = "threads";
  private static final int PAGE = 1_000;
  private static final int BEFORE = 3;
  private static final int AFTER = 2;

  private final Jdbi jdbi;
  private final LedgerReader reader;
  private final Supplier<Pack> pack;

  public Threads(Jdbi jdbi, LedgerReader reader, Supplier<Pack> pack) {
    this.jdbi = jdbi;
    this.reader = reader;
    this.pack = pack;
  }

  /** Takes up what was said since; true when there may be more. */
  public boolean follow() {
    long last = reader.lastSequence();
    long after = jdbi.withHandle(handle -> Position.of(handle, POSITION));
    if (after >= last) {
      return false;
    }
    List<String> types =
        pack.get().eventTypes().values().stream()
            .filter(type -> !parents(pack.get(), type).isEmpty())
            .map(EventType::name)
            .toList();
    List<StoredDecision> page = reader.decisionsAfter(after, types, PAGE);
    boolean more = page.size() == PAGE;
    jdbi.useTransaction(handle -> {
      add(handle, page);
      Position.move(handle, POSITION, more ? page.getLast().sequence() : last);
    });
    return more;
  }

  private void add(Handle handle, List<StoredDecision> page) {
    PreparedBatch rows =
        handle.prepareBatch(
            "insert into review.thread(parent, decision, entity) values (?, ?, ?)"
                + " on conflict do nothing");
    for (StoredDecision stored : page) {
      stored
          .decision()
          .subject()
          .ifPresent(entity ->
              parents(stored.event())
                  .forEach(
                      parent -> rows.add(parent.toString(), stored.sequence(), entity.toString())));
    }
    if (rows.size() > 0) {
      rows.execute();
    }
  }

  /** Fields of a type that says something which name another kind of entity. */
  private static List<String> parents(Pack pack, EventType type) {
    String own = type.subject().map(EventType.EntityField::kind).orElse("");
    boolean says = type.fields().stream().anyMatch(field -> field.type() == FieldType.TEXT);
    if (own.isEmpty() || !says || type.name().equals(Content.REPORT)) {
      return List.of();
    }
    Set<String> kinds = new TreeSet<>();
    pack.eventTypes()
        .values()
        .forEach(one -> one.subject().ifPresent(subject -> kinds.add(subject.kind())));
    return type.fields().stream()
        .filter(field -> field.type() == FieldType.STRING)
        .map(Field::name)
        .filter(name -> kinds.contains(name) && !name.equals(own))
        .toList();
  }

  /** What an event's content stands under, nearest first as its type declares it. */
  public List<EntityId> parents(Event event) {
    List<EntityId> found = new ArrayList<>();
    Optional.ofNullable(pack.get().eventTypes().get(event.type()))
        .ifPresent(type ->
            parents(pack.get(), type)
                .forEach(field -> {
                  if (event.data().get(field) instanceof String id
                      && !id.isEmpty()
                      && id.indexOf('\0') < 0
                      && id.length() <= EntityId.MAX_LENGTH) {
                    found.add(new EntityId(field, id));
                  }
                }));
    return found;
  }

  /**
   * What stands around it under the same parent, in order; itself is left out.
   *
   * @param decision sequence number of the decision on its event
   */
  public List<EntityId> around(EntityId parent, EntityId self, long decision) {
    Set<EntityId> around = new LinkedHashSet<>();
    around.addAll(side(parent, decision, "<", "desc", BEFORE).reversed());
    around.addAll(side(parent, decision, ">", "asc", AFTER));
    around.remove(self);
    return List.copyOf(around);
  }

  private List<EntityId> side(
      EntityId parent, long decision, String side, String order, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select entity from review.thread where parent = :parent and decision %s :decision order by decision %s limit :limit"
                    .formatted(side, order))
            .bind("parent", parent.toString())
            .bind("decision", decision)
            .bind("limit", limit)
            .map((row, _) -> EntityId.parse(row.getString(1)))
            .list());
  }
}
