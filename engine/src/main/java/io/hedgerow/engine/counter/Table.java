package io.hedgerow.engine.counter;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All keys of one counter. */
abstract sealed class Table permits NumberTable, ValueTable {
  private final CounterSpec spec;
  private long reach;
  private long oldest = Long.MIN_VALUE;

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

  /** Lets go of what no read can reach when the newest event is at this time. */
  final void advance(long newest) {
    long reachable = stepOf(newest) - reach;
    if (reachable > oldest) {
      boolean sweep = oldest == Long.MIN_VALUE || reachable - oldest >= CounterSpec.STEPS / 4;
      if (sweep) {
        oldest = reachable;
        evict();
      }
    }
  }

  abstract void evict();

  abstract void add(long key, long time, long value);

  abstract Optional<Object> read(long key, long time);

  abstract int keys();

  abstract long bytes();

  abstract void write(DataOutput out) throws IOException;

  abstract void read(DataInput in) throws IOException;

  static Table of(CounterSpec spec, long lateness) {
    return switch (spec.aggregation()) {
      case COUNT, SUM, MIN, MAX, FIRST_SEEN, LAST_SEEN -> new NumberTable(spec, lateness);
      case DISTINCT, ENTROPY, TOP_SHARE -> new ValueTable(spec, lateness);
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

  static boolean isNothing(@Nullable Series<?> series) {
    return series == null || series.size() == 0;
  }
}
