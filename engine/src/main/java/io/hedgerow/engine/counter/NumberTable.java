package io.hedgerow.engine.counter;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/** Counts, sums, extremes and first or last times: one {@code long} a step. */
final class NumberTable extends Table {
  /** Sums are kept in steps of 2^-20: exact, so that order cannot matter. */
  private static final double UNIT = 1 << 20;

  private static final double LARGEST = Long.MAX_VALUE / UNIT / 4;

  private final LongMap<NumberSeries> keys = new LongMap<>();

  NumberTable(CounterSpec spec, long lateness) {
    super(spec, lateness);
  }

  /** How a number fed to the counter is kept. */
  long encode(double number) {
    return switch (spec().aggregation()) {
      case SUM -> Math.round(Math.clamp(number, -LARGEST, LARGEST) * UNIT);
      case MIN, MAX -> ordered(Double.doubleToLongBits(number + 0.0));
      default -> 1;
    };
  }

  /** Maps a double's bits so that comparing longs compares doubles; its own inverse. */
  private static long ordered(long bits) {
    return bits >= 0 ? bits : bits ^ Long.MAX_VALUE;
  }

  @Override
  void add(long key, long time, long value) {
    long step = stepOf(time);
    if (step < oldest()) {
      return;
    }
    NumberSeries series = keys.getOrAdd(key, NumberSeries::new);
    series.dropBefore(oldest());
    int index = series.open(step);
    if (index < 0) {
      series.cells[-1 - index] = value;
    } else {
      series.cells[index] = fold(series.cells[index], value);
    }
  }

  private long fold(long a, long b) {
    return switch (spec().aggregation()) {
      case MIN, FIRST_SEEN -> Math.min(a, b);
      case MAX, LAST_SEEN -> Math.max(a, b);
      default -> saturatedSum(a, b);
    };
  }

  private static long saturatedSum(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }

  @Override
  Optional<Object> read(long key, long time) {
    NumberSeries series = keys.get(key);
    if (series == null) {
      return empty();
    }
    long last = stepOf(time);
    int index = series.from(firstStepAt(time));
    if (index >= series.size() || series.step(index) > last) {
      return empty();
    }
    long folded = series.cells[index];
    for (index++; index < series.size() && series.step(index) <= last; index++) {
      folded = fold(folded, series.cells[index]);
    }
    return Optional.of(decode(folded));
  }

  private Object decode(long folded) {
    return switch (spec().aggregation()) {
      case SUM -> folded / UNIT;
      case MIN, MAX -> Double.longBitsToDouble(ordered(folded));
      case FIRST_SEEN, LAST_SEEN -> instant(folded);
      default -> folded;
    };
  }

  @Override
  void evict() {
    keys.retain(series -> series.isNewerThan(oldest()));
  }

  @Override
  int keys() {
    return keys.size();
  }

  @Override
  long bytes() {
    long[] bytes = {0};
    keys.forEach((_, series) -> bytes[0] += 24 + series.bytes());
    return bytes[0];
  }

  @Override
  void write(DataOutput out) throws IOException {
    out.writeInt(keys.size());
    keys.forEach((key, series) -> {
      out.writeLong(key);
      out.writeInt(series.size());
      for (int i = 0; i < series.size(); i++) {
        out.writeLong(series.step(i));
        out.writeLong(series.cells[i]);
      }
    });
  }

  @Override
  void read(DataInput in) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      NumberSeries series = keys.getOrAdd(in.readLong(), NumberSeries::new);
      int steps = in.readInt();
      for (int j = 0; j < steps; j++) {
        int index = series.open(in.readLong());
        series.cells[index < 0 ? -1 - index : index] = in.readLong();
      }
    }
  }
}
