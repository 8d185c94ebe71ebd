package io.hedgerow.engine.counter;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of a key that has many: steps by rising number, each with a cell. The window that was
 * read last is kept and followed, since a busy key is read with nearly every event.
 */
final class ValueSeries {
  private final boolean counted;
  private long[] steps = new long[4];
  private @Nullable ValueCell[] cells = new ValueCell[4];
  private int size;

  private @Nullable ValueWindow window;
  private long windowFirst;
  private long windowLast;

  /**
   * @param counted whether it matters how often a value came
   */
  ValueSeries(boolean counted) {
    this.counted = counted;
  }

  boolean isNewerThan(long step) {
    return size > 0 && steps[size - 1] >= step;
  }

  /**
   * Adds a value.
   *
   * @param oldest steps before it are dropped
   */
  void add(long step, long hash, long count, long oldest) {
    dropBefore(oldest);
    ValueCell cell = cell(step);
    boolean wasExact = cell.isExact();
    cell.add(hash, count);
    ValueWindow kept = window;
    if (kept != null && step >= windowFirst && step <= windowLast) {
      if (wasExact == cell.isExact()) {
        kept.add(hash, count);
      } else {
        window = null;
      }
    }
  }

  private ValueCell cell(long step) {
    int index = from(step);
    ValueCell found = index < size && steps[index] == step ? cells[index] : null;
    if (found != null) {
      return found;
    }
    if (size == steps.length) {
      steps = Arrays.copyOf(steps, size * 2);
      cells = Arrays.copyOf(cells, size * 2);
    }
    System.arraycopy(steps, index, steps, index + 1, size - index);
    System.arraycopy(cells, index, cells, index + 1, size - index);
    ValueCell fresh = new ValueCell(counted);
    steps[index] = step;
    cells[index] = fresh;
    size++;
    return fresh;
  }

  /** Index of the first step at or after this one; {@code size} when there is none. */
  private int from(long step) {
    if (size == 0 || steps[size - 1] < step) {
      return size;
    }
    int found = Arrays.binarySearch(steps, 0, size, step);
    return found >= 0 ? found : -1 - found;
  }

  private void dropBefore(long step) {
    if (size > 0 && steps[0] < step) {
      int kept = from(step);
      System.arraycopy(steps, kept, steps, 0, size - kept);
      System.arraycopy(cells, kept, cells, 0, size - kept);
      Arrays.fill(cells, size - kept, size, null);
      size -= kept;
      if (windowFirst < step) {
        window = null;
      }
    }
  }

  Object read(CounterSpec spec, long first, long last) {
    ValueWindow read = window(first, last);
    return switch (spec.aggregation()) {
      case ENTROPY -> Shares.entropy(read.sortedCounts());
      case TOP_SHARE -> Shares.top(read.sortedCounts());
      default -> read.distinct();
    };
  }

  private ValueWindow window(long first, long last) {
    ValueWindow kept = window;
    if (kept != null && windowFirst == first && windowLast == last) {
      return kept;
    }
    ValueWindow fresh = new ValueWindow(counted);
    for (int i = from(first); i < size && steps[i] <= last; i++) {
      ValueCell cell = cells[i];
      if (cell != null) {
        cell.addTo(fresh);
      }
    }
    window = fresh;
    windowFirst = first;
    windowLast = last;
    return fresh;
  }

  /** About how many bytes of heap it takes. */
  long bytes() {
    long bytes = 64 + 16L * steps.length;
    for (ValueCell cell : cells) {
      bytes += cell == null ? 0 : cell.bytes();
    }
    return bytes + (window == null ? 0 : window.bytes());
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      ValueCell cell = cells[i];
      if (cell != null) {
        out.writeLong(steps[i]);
        cell.write(out);
      }
    }
  }

  void read(DataInput in) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      cell(in.readLong()).read(in);
    }
  }
}
