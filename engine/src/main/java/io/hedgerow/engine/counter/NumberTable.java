package io.hedgerow.engine.counter;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * Counts, sums, extremes and first or last times. A key's block has two longs a step, the step's
 * number and its folded value, by rising step.
 */
final class NumberTable extends Table {
  private static final int WIDTH = 2;

  /** Sums are kept in steps of 2^-20: exact, so that order cannot matter. */
  private static final double UNIT = 1 << 20;

  private static final double LARGEST = Long.MAX_VALUE / UNIT / 4;

  private final Slab slab;

  NumberTable(CounterSpec spec, long lateness, Slab slab) {
    super(spec, lateness);
    this.slab = slab;
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
    if (step >= oldest()) {
      put(key, step, value);
    }
  }

  private void put(long key, long step, long value) {
    long block = index().seek(key);
    if (block == 0) {
      int number = slab.allocate(WIDTH, 0);
      write(slab.page(number), slab.offset(number), step, value);
      index().set(Block.of(number, 0, 1));
      return;
    }
    long[] page = slab.page(Block.number(block));
    int last = slab.offset(Block.number(block)) + WIDTH * (Block.used(block) - 1);
    if (page[last] == step) {
      page[last + 1] = fold(page[last + 1], value);
    } else {
      index().set(insert(block, step, value));
    }
  }

  private static void write(long[] page, int at, long step, long value) {
    page[at] = step;
    page[at + 1] = value;
  }

  /** Puts a step among the others, after dropping those that no read can reach. */
  private long insert(long before, long step, long value) {
    long block = withoutUnreachable(before);
    int used = Block.used(block);
    long[] page = slab.page(Block.number(block));
    int start = slab.offset(Block.number(block));
    int place = used;
    while (place > 0 && page[start + WIDTH * (place - 1)] >= step) {
      place--;
    }
    if (place < used && page[start + WIDTH * place] == step) {
      int cell = start + WIDTH * place + 1;
      page[cell] = fold(page[cell], value);
      return block;
    }
    if (used == 1 << Block.power(block)) {
      block = grown(block);
      page = slab.page(Block.number(block));
      start = slab.offset(Block.number(block));
    }
    int at = start + WIDTH * place;
    System.arraycopy(page, at, page, at + WIDTH, WIDTH * (used - place));
    write(page, at, step, value);
    return Block.of(Block.number(block), Block.power(block), used + 1);
  }

  private long withoutUnreachable(long block) {
    long[] page = slab.page(Block.number(block));
    int start = slab.offset(Block.number(block));
    int used = Block.used(block);
    int dropped = 0;
    while (dropped < used && page[start + WIDTH * dropped] < oldest()) {
      dropped++;
    }
    System.arraycopy(page, start + WIDTH * dropped, page, start, WIDTH * (used - dropped));
    return Block.of(Block.number(block), Block.power(block), used - dropped);
  }

  private long grown(long block) {
    int number = slab.allocate(WIDTH, Block.power(block) + 1);
    System.arraycopy(
        slab.page(Block.number(block)),
        slab.offset(Block.number(block)),
        slab.page(number),
        slab.offset(number),
        WIDTH * Block.used(block));
    slab.free(Block.number(block), WIDTH, Block.power(block));
    return Block.of(number, Block.power(block) + 1, Block.used(block));
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
    long block = index().seek(key);
    if (block == 0) {
      return empty();
    }
    long[] page = slab.page(Block.number(block));
    int start = slab.offset(Block.number(block));
    int from = Block.used(block);
    long first = firstStepAt(time);
    while (from > 0 && page[start + WIDTH * (from - 1)] >= first) {
      from--;
    }
    long last = stepOf(time);
    int end = start + WIDTH * Block.used(block);
    int at = start + WIDTH * from;
    if (at == end || page[at] > last) {
      return empty();
    }
    long folded = page[at + 1];
    for (at += WIDTH; at < end && page[at] <= last; at += WIDTH) {
      folded = fold(folded, page[at + 1]);
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
  boolean isReachable(long key, long block) {
    int number = Block.number(block);
    return slab.page(number)[slab.offset(number) + WIDTH * (Block.used(block) - 1)] >= oldest();
  }

  @Override
  void release(long key, long block) {
    slab.free(Block.number(block), WIDTH, Block.power(block));
  }

  @Override
  long bytesOf(long key, long block) {
    return (long) 8 * WIDTH << Block.power(block);
  }

  @Override
  void writeKey(DataOutput out, long key, long block) throws IOException {
    long[] page = slab.page(Block.number(block));
    int start = slab.offset(Block.number(block));
    out.writeInt(Block.used(block));
    for (int i = 0; i < WIDTH * Block.used(block); i++) {
      out.writeLong(page[start + i]);
    }
  }

  @Override
  void readKey(DataInput in, long key) throws IOException {
    int steps = in.readInt();
    for (int i = 0; i < steps; i++) {
      put(key, in.readLong(), in.readLong());
    }
  }
}
