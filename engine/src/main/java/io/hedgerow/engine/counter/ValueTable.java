package io.hedgerow.engine.counter;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Distinct counts, entropies and top shares: which values came in each step, known by their hash. A
 * key's block has an entry for each step and value, by rising step and hash, with how often it came
 * where that is wanted. Keys with more than {@link #SMALL} entries, which are few, get a {@link
 * ValueSeries}; both answer the same.
 */
final class ValueTable extends Table {
  private static final int SMALL_POWER = 6;
  static final int SMALL = 1 << SMALL_POWER;

  /** The reference of a key that has a series. No block looks like it. */
  private static final long HEAVY = -1;

  private final Slab slab;
  private final boolean counted;
  private final int width;
  private final LongMap<ValueSeries> heavy = new LongMap<>();

  // Used within one read.
  private final long[] hashes = new long[SMALL];
  private final long[] counts = new long[SMALL];

  ValueTable(CounterSpec spec, long lateness, Slab slab) {
    super(spec, lateness);
    this.slab = slab;
    counted =
        switch (spec.aggregation()) {
          case ENTROPY, TOP_SHARE -> true;
          default -> false;
        };
    width = counted ? 3 : 2;
  }

  @Override
  void add(long key, long time, long value) {
    long step = stepOf(time);
    if (step >= oldest()) {
      put(key, step, value, 1);
    }
  }

  private void put(long key, long step, long hash, long count) {
    long block = index().seek(key);
    if (block == HEAVY) {
      heavy.getOrAdd(key, this::series).add(step, hash, count, oldest());
    } else if (block == 0) {
      int number = slab.allocate(width, 0);
      write(slab.page(number), slab.offset(number), step, hash, count);
      index().set(Block.of(number, 0, 1));
    } else {
      index().set(insert(key, withoutUnreachable(block), step, hash, count));
    }
  }

  private ValueSeries series() {
    return new ValueSeries(counted);
  }

  private void write(long[] page, int at, long step, long hash, long count) {
    page[at] = step;
    page[at + 1] = hash;
    if (counted) {
      page[at + 2] = count;
    }
  }

  private long insert(long key, long before, long step, long hash, long count) {
    int used = Block.used(before);
    long[] page = slab.page(Block.number(before));
    int start = slab.offset(Block.number(before));
    int place = used;
    while (place > 0 && isAfter(page, start + width * (place - 1), step, hash)) {
      place--;
    }
    int found = start + width * (place - 1);
    if (place > 0 && page[found] == step && page[found + 1] == hash) {
      if (counted) {
        page[found + 2] += count;
      }
      return before;
    }
    if (used == SMALL) {
      promote(key, before).add(step, hash, count, oldest());
      return HEAVY;
    }
    long block = used == 1 << Block.power(before) ? grown(before) : before;
    page = slab.page(Block.number(block));
    int at = slab.offset(Block.number(block)) + width * place;
    System.arraycopy(page, at, page, at + width, width * (used - place));
    write(page, at, step, hash, count);
    return Block.of(Block.number(block), Block.power(block), used + 1);
  }

  private static boolean isAfter(long[] page, int at, long step, long hash) {
    return page[at] > step || page[at] == step && page[at + 1] > hash;
  }

  private long withoutUnreachable(long block) {
    long[] page = slab.page(Block.number(block));
    int start = slab.offset(Block.number(block));
    if (page[start] >= oldest()) {
      return block;
    }
    int used = Block.used(block);
    int dropped = 0;
    while (dropped < used && page[start + width * dropped] < oldest()) {
      dropped++;
    }
    System.arraycopy(page, start + width * dropped, page, start, width * (used - dropped));
    return Block.of(Block.number(block), Block.power(block), used - dropped);
  }

  private long grown(long block) {
    int number = slab.allocate(width, Block.power(block) + 1);
    System.arraycopy(
        slab.page(Block.number(block)),
        slab.offset(Block.number(block)),
        slab.page(number),
        slab.offset(number),
        width * Block.used(block));
    slab.free(Block.number(block), width, Block.power(block));
    return Block.of(number, Block.power(block) + 1, Block.used(block));
  }

  private ValueSeries promote(long key, long block) {
    ValueSeries series = heavy.getOrAdd(key, this::series);
    long[] page = slab.page(Block.number(block));
    int start = slab.offset(Block.number(block));
    for (int i = 0; i < Block.used(block); i++) {
      int at = start + width * i;
      series.add(page[at], page[at + 1], counted ? page[at + 2] : 1, oldest());
    }
    slab.free(Block.number(block), width, Block.power(block));
    return series;
  }

  @Override
  Optional<Object> read(long key, long time) {
    long block = index().seek(key);
    if (block == 0) {
      return empty();
    }
    if (block == HEAVY) {
      return Optional.of(
          heavy.getOrAdd(key, this::series).read(spec(), firstStepAt(time), stepOf(time)));
    }
    int different = gather(block, firstStepAt(time), stepOf(time));
    return Optional.of(
        switch (spec().aggregation()) {
          case ENTROPY -> Shares.entropy(sortedCounts(different));
          case TOP_SHARE -> Shares.top(sortedCounts(different));
          default -> (long) different;
        });
  }

  private long[] sortedCounts(int different) {
    long[] sorted = Arrays.copyOf(counts, different);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Collects the values between two steps, each once; says how many there are. */
  private int gather(long block, long first, long last) {
    long[] page = slab.page(Block.number(block));
    int start = slab.offset(Block.number(block));
    int different = 0;
    for (int i = 0; i < Block.used(block); i++) {
      int at = start + width * i;
      if (page[at] >= first && page[at] <= last) {
        int place = 0;
        while (place < different && hashes[place] != page[at + 1]) {
          place++;
        }
        if (place == different) {
          hashes[different] = page[at + 1];
          counts[different++] = 0;
        }
        counts[place] += counted ? page[at + 2] : 1;
      }
    }
    return different;
  }

  @Override
  boolean isReachable(long key, long block) {
    if (block == HEAVY) {
      return heavy.getOrAdd(key, this::series).isNewerThan(oldest());
    }
    int number = Block.number(block);
    return slab.page(number)[slab.offset(number) + width * (Block.used(block) - 1)] >= oldest();
  }

  @Override
  void release(long key, long block) {
    if (block == HEAVY) {
      heavy.remove(key);
    } else {
      slab.free(Block.number(block), width, Block.power(block));
    }
  }

  @Override
  long bytesOf(long key, long block) {
    return block == HEAVY
        ? 40 + heavy.getOrAdd(key, this::series).bytes()
        : (long) 8 * width << Block.power(block);
  }

  @Override
  void writeKey(DataOutput out, long key, long block) throws IOException {
    if (block == HEAVY) {
      out.writeInt(-1);
      heavy.getOrAdd(key, this::series).write(out);
      return;
    }
    long[] page = slab.page(Block.number(block));
    int start = slab.offset(Block.number(block));
    out.writeInt(Block.used(block));
    for (int i = 0; i < width * Block.used(block); i++) {
      out.writeLong(page[start + i]);
    }
  }

  @Override
  void readKey(DataInput in, long key) throws IOException {
    int entries = in.readInt();
    if (entries == -1) {
      index().seek(key);
      index().set(HEAVY);
      heavy.getOrAdd(key, this::series).read(in);
      return;
    }
    if (entries < 0 || entries > SMALL) {
      throw new IOException(
          "counter snapshot is damaged: a key cannot have " + entries + " values");
    }
    for (int i = 0; i < entries; i++) {
      put(key, in.readLong(), in.readLong(), counted ? in.readLong() : 1);
    }
  }
}
