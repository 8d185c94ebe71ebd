package io.hedgerow.review.cases;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.review.Position;
import io.hedgerow.review.cases.Arrivals.Asked;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps waiting cases where they belong: a new label or event about an entity scores its open case
 * anew, and a new pack scores all of them, since its queues, severities and policies may be others.
 * A case about a policy that was retired, or in a queue that is gone, is thereby put where somebody
 * gets it. Used by one thread.
 */
public final class Rescoring {
  private static final int PAGE = 200;

  /** How many labels and events one step looks through. */
  private static final int WINDOW = 5_000;

  private static final String LABELS = "scored labels";
  private static final String EVENTS = "scored events";
  private static final String PACK = "scored pack";
  private static final String SWEEP = "scored cases";

  private final Jdbi jdbi;
  private final LedgerReader reader;
  private final Supplier<Pack> pack;
  private final Arrivals arrivals;
  private final InstantSource clock;
  private long swept;

  public Rescoring(
      Jdbi jdbi, LedgerReader reader, Supplier<Pack> pack, Arrivals arrivals, InstantSource clock) {
    this.jdbi = jdbi;
    this.reader = reader;
    this.pack = pack;
    this.arrivals = arrivals;
    this.clock = clock;
  }

  /** Takes a step; true when there may be more to do. */
  public boolean follow() {
    boolean more = follow(LABELS, reader.lastLabel(), "label", "id", "entity");
    more |= follow(EVENTS, reader.lastSequence(), "decision", "seq", "subject");
    return more | sweep();
  }

  private boolean follow(String name, long last, String table, String number, String entity) {
    long after = jdbi.withHandle(handle -> Position.of(handle, name));
    if (after >= last) {
      return false;
    }
    long end = Math.min(last, after + WINDOW);
    jdbi.useTransaction(handle -> {
      rescore(
          handle,
          handle
              .createQuery(
                  "select i.* from review.item i where i.state = 'open' and i.appeal is null and not i.blind"
                      + " and i.entity in (select %s from %s where %s > :after and %s <= :end)"
                          .formatted(entity, table, number, number))
              .bind("after", after)
              .bind("end", end)
              .map((row, _) -> ReviewCase.of(row))
              .list());
      Position.move(handle, name, end);
    });
    return end < last;
  }

  /** Goes through all waiting cases once under each pack. */
  private boolean sweep() {
    long version = number(pack.get());
    if (version == swept) {
      return false;
    }
    boolean more = jdbi.inTransaction(handle -> sweep(handle, version));
    swept = more ? 0 : version;
    return more;
  }

  /** Cases that came before any pack was noted were scored under the one that runs. */
  private boolean sweep(Handle handle, long version) {
    long before = Position.of(handle, PACK);
    if (before != version) {
      Position.move(handle, PACK, version);
      Position.move(handle, SWEEP, before == 0 ? Long.MAX_VALUE : 0);
    }
    List<ReviewCase> page = page(handle, Position.of(handle, SWEEP));
    rescore(handle, page);
    boolean more = page.size() == PAGE;
    Position.move(handle, SWEEP, more ? page.getLast().id() : Long.MAX_VALUE);
    return more;
  }

  private static List<ReviewCase> page(Handle handle, long after) {
    return handle
        .createQuery(
            "select * from review.item where id > :after and state = 'open' and appeal is null and not blind"
                + " order by id limit :limit")
        .bind("after", after)
        .bind("limit", PAGE)
        .map((row, _) -> ReviewCase.of(row))
        .list();
  }

  private void rescore(Handle handle, List<ReviewCase> cases) {
    for (int from = 0; from < cases.size(); from += PAGE) {
      List<ReviewCase> some = cases.subList(from, Math.min(cases.size(), from + PAGE));
      new CaseTable(handle)
          .rescore(arrivals.arrivals(handle, some.stream().map(this::asked).toList()));
    }
  }

  private Asked asked(ReviewCase item) {
    EntityId entity = item.entity();
    return new Asked(entity, item.policy(), item.cause(), clock.instant(), true);
  }

  /** The pack's version as a number above 0. */
  private static long number(Pack pack) {
    byte[] version = pack.version().getBytes(StandardCharsets.UTF_8);
    return (UUID.nameUUIDFromBytes(version).getMostSignificantBits() >>> 1) | 1;
  }
}
