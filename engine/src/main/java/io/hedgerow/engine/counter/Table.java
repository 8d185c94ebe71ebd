package io.hedgerow.engine.counter;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** All keys of one counter. */
abstract sealed class Table permits NumberTable, ValueTable {
  private final CounterSpec spec;
  private final KeyIndex index = new KeyIndex();
  private long reach;
  private long oldest = Long.MIN_VALUE;
  private long unswept;

  /**
   * @param lateness in milliseconds; how far behind the newest event a read can be
   */
  Table(CounterSpec spec, long lateness) {
    this.spec = spec;
    this.reach = reach(spec, lateness);
  }

  private static long reach(CounterSpec spec, long lateness) {
    return CounterSpec.STEPS + Math.ceilDiv(lateness, spec.step());
  }

  /** From now on steps are kept for reads this late, in milliseconds; what is gone stays gone. */
  final void keepFor(long lateness) {
    reach = reach(spec, lateness);
  }

  final CounterSpec spec() {
    return spec;
  }

  final KeyIndex index() {
    return index;
  }

  final long stepOf(long time) {
    return Math.floorDiv(time, spec.step());
  }

  final long firstStepAt(long time) {
    return stepOf(time) - CounterSpec.STEPS + 1;
  }

  /** The oldest step that any read can still reach. */
  final long oldest() {
    return oldest;
  }

  /**
   * Notes that what no read can reach any more may go, when the newest event is at this time. It
   * goes as its key is touched, and as {@link #sweep} comes by.
   */
  final void advance(long newest) {
    long reachable = stepOf(newest) - reach;
    boolean first = oldest == Long.MIN_VALUE;
    if (first || reachable - oldest >= CounterSpec.STEPS / 4) {
      oldest = reachable;
      unswept = first ? 0 : index.slots() + 64;
    }
  }

  /** Looks at some keys, and lets go of those that nothing can reach. */
  final void sweep(int slots) {
    if (unswept > 0) {
      index.sweep(Math.min(slots, unswept), this::keep);
      unswept -= slots;
    }
  }

  /** Lets go of every key that nothing can reach. */
  final void sweepAll() {
    // A removal looks at its slot again, so a round takes up to twice the slots.
    index.sweep(2 * index.slots() + 128, this::keep);
    unswept = 0;
  }

  /** Lets go of everything. */
  final void clear() {
    index.sweep(
        2 * index.slots() + 128,
        (key, reference) -> {
          release(key, reference);
          return false;
        });
  }

  private boolean keep(long key, long reference) {
    if (isReachable(key, reference)) {
      return true;
    }
    release(key, reference);
    return false;
  }

  final int keys() {
    return index.size();
  }

  /** Bytes of the index, and of each key's own. */
  final long bytes() {
    long[] bytes = {index.bytes()};
    index.forEach((key, reference) -> bytes[0] += bytesOf(key, reference));
    return bytes[0];
  }

  final void write(DataOutput out) throws IOException {
    sweepAll();
    out.writeInt(index.size());
    index.forEach((key, reference) -> {
      out.writeLong(key);
      writeKey(out, key, reference);
    });
  }

  final void read(DataInput in) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      readKey(in, in.readLong());
    }
  }

  abstract void add(long key, long time, long value);

  abstract Optional<Object> read(long key, long time);

  /** Whether a read could still see something of a key. */
  abstract boolean isReachable(long key, long reference);

  /** Gives back what a key's reference stands for. */
  abstract void release(long key, long reference);

  abstract long bytesOf(long key, long reference);

  abstract void writeKey(DataOutput out, long key, long reference) throws IOException;

  abstract void readKey(DataInput in, long key) throws IOException;

  static Table of(CounterSpec spec, long lateness, Slab slab) {
    return switch (spec.aggregation()) {
      case COUNT, SUM, MIN, MAX, FIRST_SEEN, LAST_SEEN -> new NumberTable(spec, lateness, slab);
      case DISTINCT, ENTROPY, TOP_SHARE -> new ValueTable(spec, lateness, slab);
    };
  }

  /** An empty window: nothing for what has no neutral value. */
  final Optional<Object> empty() {
    return switch (spec.aggregation()) {
      case COUNT, DISTINCT -> Optional.of(0L);
      case SUM, ENTROPY, TOP_SHARE -> Optional.of(0.0);
      case MIN, MAX, FIRST_SEEN, LAST_SEEN -> Optional.empty();
    };
  }

  static Object instant(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
