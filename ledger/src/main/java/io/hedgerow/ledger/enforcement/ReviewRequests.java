package io.hedgerow.ledger.enforcement;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.database.Copy;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What machines could not settle and a person should look at: the entry to the queues. Collected
 * and written at once, inside a transaction of the caller. Used by one thread.
 */
public final class ReviewRequests {
  private final Handle handle;
  private final List<Request> collected = new ArrayList<>();

  public ReviewRequests(Handle handle) {
    this.handle = handle;
  }

  /**
   * One request.
   *
   * @param id given by the database, rising
   * @param policy that may be broken; empty when a rule only asked for a look
   * @param cause {@code rule} (a rule asked), {@code trusted} (a rule would have held back what a
   *     trusted account did), {@code unsure} (a machine was not sure enough, or the entity is
   *     trusted), {@code parked} (a rule was over its quota)
   * @param sequence of the decision it comes from, if it comes from one
   */
  public record Request(
      long id, EntityId entity, String policy, String cause, Optional<Long> sequence, Instant at) {}

  public void add(EntityId entity, String policy, String cause, Instant at) {
    collected.add(new Request(0, entity, policy, cause, Optional.empty(), at));
  }

  public void add(EntityId entity, String policy, String cause, long sequence, Instant at) {
    collected.add(new Request(0, entity, policy, cause, Optional.of(sequence), at));
  }

  /** Writes what was collected. */
  public void write() {
    Copy.into(
        handle,
        "review_request",
        "entity, policy, cause, seq, at",
        collected,
        r -> new Object[] {r.entity(), r.policy(), r.cause(), r.sequence(), r.at()});
    collected.clear();
  }

  /** Requests after that number, oldest first. */
  public List<Request> after(long id, int limit) {
    return handle
        .createQuery("select * from review_request where id > :id order by id limit :limit")
        .bind("id", id)
        .bind("limit", limit)
        .map((row, _) ->
            new Request(
                row.getLong("id"),
                EntityId.parse(row.getString("entity")),
                row.getString("policy"),
                row.getString("cause"),
                Optional.ofNullable(row.getObject("seq", Long.class)),
                row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }
}
