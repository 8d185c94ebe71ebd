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

  private long[] hashes = new long[4];
  private long[] counts = new long[4];
  private int size;

  /** Set once there are more than {@link #EXACT} values. */
  private @Nullable HyperLogLog distinct;

  private long @Nullable [] folded;

  int size() {
    return size;
  }

  boolean isExact() {
    return distinct == null;
  }

  void add(long hash, long count) {
    HyperLogLog sketch = distinct;
    long[] cells = folded;
    if (sketch != null && cells != null) {
      sketch.add(hash);
      cells[cell(hash)] += count;
      return;
    }
    int index = indexOf(hash);
    if (index < 0) {
      index = insert(hash);
    }
    counts[index] += count;
    if (size > EXACT) {
      fold();
    }
  }

  /** Cells are chosen by bits that the sketch does not use for its registers. */
  private static int cell(long hash) {
    return (int) hash & (FOLDED - 1);
  }

  /** Hashes are kept sorted, so that merging and writing have one order. */
  private int indexOf(long hash) {
    return Arrays.binarySearch(hashes, 0, size, hash);
  }

  private int insert(long hash) {
    int index = -1 - indexOf(hash);
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
    HyperLogLog sketch = new HyperLogLog();
    long[] cells = new long[FOLDED];
    for (int i = 0; i < size; i++) {
      sketch.add(hashes[i]);
      cells[cell(hashes[i])] += counts[i];
    }
    distinct = sketch;
    folded = cells;
    hashes = new long[0];
    counts = new long[0];
    size = 0;
  }

  /**
   * Adds this step's values to a window's; the accumulator keeps all of them while all are exact.
   */
  void addTo(ValueWindow window) {
    HyperLogLog sketch = distinct;
    long[] cells = folded;
    if (sketch != null && cells != null) {
      window.addFolded(sketch, cells);
    } else {
      for (int i = 0; i < size; i++) {
        window.add(hashes[i], counts[i]);
      }
    }
  }

  long bytes() {
    return isExact() ? 56 + 16L * hashes.length : 56 + HyperLogLog.REGISTERS + 8L * FOLDED;
  }

  void write(DataOutput out) throws IOException {
    HyperLogLog sketch = distinct;
    long[] cells = folded;
    if (sketch != null && cells != null) {
      out.writeInt(-1);
      out.write(sketch.registers());
      for (long count : cells) {
        out.writeLong(count);
      }
      return;
    }
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeLong(hashes[i]);
      out.writeLong(counts[i]);
    }
  }

  static ValueCell read(DataInput in) throws IOException {
    ValueCell cell = new ValueCell();
    int size = in.readInt();
    if (size < -1 || size > EXACT) {
      throw new IOException("counter snapshot is damaged: a step cannot have " + size + " values");
    }
    if (size == -1) {
      byte[] registers = new byte[HyperLogLog.REGISTERS];
      in.readFully(registers);
      long[] cells = new long[FOLDED];
      for (int i = 0; i < FOLDED; i++) {
        cells[i] = in.readLong();
      }
      cell.distinct = new HyperLogLog(registers);
      cell.folded = cells;
    }
    for (int i = 0; i < size; i++) {
      cell.add(in.readLong(), in.readLong());
    }
    return cell;
  }
}
