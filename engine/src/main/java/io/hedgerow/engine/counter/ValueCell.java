package io.hedgerow.engine.counter;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one step: exactly, with their counts, up to {@link #EXACT} different ones; folded
 * into a fixed space beyond. Which of the two depends only on the set of values, never on order.
 */
final class ValueCell {
  static final int EXACT = 256;
  static final int FOLDED = 1 << 10;

  private final boolean counted;
  private long[] hashes = new long[4];
  private long[] counts = new long[4];
  private int size;

  /** Set once there are more than {@link #EXACT} values, if only their number matters. */
  private @Nullable HyperLogLog sketch;

  /** Set once there are more than {@link #EXACT} values, if their counts matter. */
  private long @Nullable [] folded;

  ValueCell(boolean counted) {
    this.counted = counted;
  }

  boolean isExact() {
    return sketch == null && folded == null;
  }

  void add(long hash, long count) {
    HyperLogLog registers = sketch;
    long[] sums = folded;
    if (registers != null) {
      registers.add(hash);
    } else if (sums != null) {
      sums[fold(hash)] += count;
    } else {
      addExactly(hash, count);
    }
  }

  /** The folded cell of a hash. */
  static int fold(long hash) {
    return (int) hash & (FOLDED - 1);
  }

  /** Hashes are kept sorted, so that merging and writing have one order. */
  private void addExactly(long hash, long count) {
    int index = Arrays.binarySearch(hashes, 0, size, hash);
    if (index < 0) {
      index = insert(-1 - index, hash);
    }
    counts[index] += count;
    if (size > EXACT) {
      fold();
    }
  }

  private int insert(int index, long hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    System.arraycopy(hashes, index, hashes, index + 1, size - index);
    System.arraycopy(counts, index, counts, index + 1, size - index);
    hashes[index] = hash;
    counts[index] = 0;
    size++;
    return index;
  }

  private void fold() {
    HyperLogLog registers = new HyperLogLog();
    long[] sums = new long[counted ? FOLDED : 0];
    for (int i = 0; i < size; i++) {
      if (counted) {
        sums[fold(hashes[i])] += counts[i];
      } else {
        registers.add(hashes[i]);
      }
    }
    sketch = counted ? null : registers;
    folded = counted ? sums : null;
    hashes = new long[0];
    counts = new long[0];
    size = 0;
  }

  /** Adds this step's values to a window's, which keeps all of them while all are exact. */
  void addTo(ValueWindow window) {
    HyperLogLog registers = sketch;
    long[] sums = folded;
    if (registers != null) {
      window.addSketch(registers);
    } else if (sums != null) {
      window.addFolded(sums);
    } else {
      for (int i = 0; i < size; i++) {
        window.add(hashes[i], counts[i]);
      }
    }
  }

  long bytes() {
    if (isExact()) {
      return 64 + 16L * hashes.length;
    }
    return 64 + (counted ? 8L * FOLDED : HyperLogLog.BYTES);
  }

  void write(DataOutput out) throws IOException {
    HyperLogLog registers = sketch;
    long[] sums = folded;
    if (registers != null) {
      out.writeInt(-1);
      registers.write(out);
    } else if (sums != null) {
      out.writeInt(-1);
      for (long sum : sums) {
        out.writeLong(sum);
      }
    } else {
      out.writeInt(size);
      for (int i = 0; i < size; i++) {
        out.writeLong(hashes[i]);
        out.writeLong(counts[i]);
      }
    }
  }

  /** Takes the values of a snapshot. */
  void read(DataInput in) throws IOException {
    int values = in.readInt();
    if (values < -1 || values > EXACT) {
      throw new IOException(
          "counter snapshot is damaged: a step cannot have " + values + " values");
    }
    if (values == -1) {
      readFolded(in);
    }
    for (int i = 0; i < values; i++) {
      add(in.readLong(), in.readLong());
    }
  }

  private void readFolded(DataInput in) throws IOException {
    if (counted) {
      long[] sums = new long[FOLDED];
      for (int i = 0; i < FOLDED; i++) {
        sums[i] = in.readLong();
      }
      folded = sums;
    } else {
      sketch = HyperLogLog.read(in);
    }
  }
}
