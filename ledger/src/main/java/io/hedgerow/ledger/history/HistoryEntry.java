package io.hedgerow.ledger.history;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.ledger.enforcement.EnforcementChange;
import io.hedgerow.ledger.label.Label;
import java.time.Instant;
import java.util.Optional;

/** One thing that happened to an entity. */
public sealed interface HistoryEntry {

  /** When the ledger took it. */
  Instant at();

  /** An event it was actor or subject of, and what was decided. */
  record Decided(StoredDecision decision) implements HistoryEntry {
    @Override
    public Instant at() {
      return decision.decided();
    }
  }

  /**
   * Somebody judged it.
   *
   * @param takenBack true when a later label negates it, as of now
   */
  record Labelled(Label label, boolean takenBack) implements HistoryEntry {
    @Override
    public Instant at() {
      return label.created();
    }
  }

  /** What is in force on it changed. */
  record Changed(EnforcementChange change) implements HistoryEntry {
    @Override
    public Instant at() {
      return change.at();
    }
  }

  /** Machines alone may act on it no longer, or again. */
  record Trusted(
      long id, EntityId entity, boolean trusted, String author, String reason, Instant at)
      implements HistoryEntry {}

  /** A rule over its quota proposed a label, which waits or waited for a person. */
  record Parked(io.hedgerow.ledger.quota.Parked parked) implements HistoryEntry {
    @Override
    public Instant at() {
      return parked.created();
    }
  }

  /** Where a page can go on after this entry. */
  default Cursor cursor() {
    return switch (this) {
      case Decided(StoredDecision decision) -> new Cursor(at(), 0, decision.sequence());
      case Labelled(Label label, boolean _) -> new Cursor(at(), 1, label.id());
      case Parked(io.hedgerow.ledger.quota.Parked parked) -> new Cursor(at(), 2, parked.id());
      case Trusted trusted -> new Cursor(at(), 3, trusted.id());
      case Changed(EnforcementChange change) -> new Cursor(at(), 4, change.id());
    };
  }

  /**
   * A place in a history: by time; at one time decisions come before labels and labels before what
   * they lead to.
   */
  record Cursor(Instant at, int kind, long id) implements Comparable<Cursor> {
    /** Before everything. */
    public static final Cursor START = new Cursor(Instant.EPOCH, 0, 0);

    @Override
    public int compareTo(Cursor other) {
      int byTime = at.compareTo(other.at);
      int byKind = byTime != 0 ? byTime : Integer.compare(kind, other.kind);
      return byKind != 0 ? byKind : Long.compare(id, other.id);
    }

    /** For an address: {@code microseconds.kind.id}. */
    @Override
    public String toString() {
      return (at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000) + "." + kind + "." + id;
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @return empty when it is none
     */
    public static Optional<Cursor> parse(String text) {
      String[] parts = text.split("\\.", -1);
      try {
        long micros = Long.parseLong(parts[0]);
        Instant at =
            Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
        return parts.length == 3
            ? Optional.of(new Cursor(at, Integer.parseInt(parts[1]), Long.parseLong(parts[2])))
            : Optional.empty();
      } catch (RuntimeException _) {
        return Optional.empty();
      }
    }
  }
}
