package io.hedgerow.engine.counter;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/** Distinct counts, entropies and top shares: the values of each step. */
final class ValueTable extends Table {
  private final LongMap<ValueSeries> keys = new LongMap<>();

  ValueTable(CounterSpec spec, long lateness) {
    super(spec, lateness);
  }

  @Override
  void add(long key, long time, long value) {
    long step = stepOf(time);
    if (step < oldest()) {
      return;
    }
    ValueSeries series = keys.getOrAdd(key, ValueSeries::new);
    series.dropBefore(oldest());
    cell(series, step).add(value, 1);
  }

  private static ValueCell cell(ValueSeries series, long step) {
    int index = series.open(step);
    if (index < 0) {
      series.cells[-1 - index] = new ValueCell();
      return series.cells[-1 - index];
    }
    return series.cells[index];
  }

  @Override
  Optional<Object> read(long key, long time) {
    ValueSeries series = keys.get(key);
    if (series == null) {
      return empty();
    }
    ValueWindow window = new ValueWindow();
    long last = stepOf(time);
    for (int i = series.from(firstStepAt(time)); i < series.size() && series.step(i) <= last; i++) {
      series.cells[i].addTo(window);
    }
    return Optional.of(
        switch (spec().aggregation()) {
          case ENTROPY -> window.entropy();
          case TOP_SHARE -> window.topShare();
          default -> window.distinct();
        });
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
        series.cells[i].write(out);
      }
    });
  }

  @Override
  void read(DataInput in) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      ValueSeries series = keys.getOrAdd(in.readLong(), ValueSeries::new);
      int steps = in.readInt();
      for (int j = 0; j < steps; j++) {
        int index = series.open(in.readLong());
        series.cells[index < 0 ? -1 - index : index] = ValueCell.read(in);
      }
    }
  }
}
