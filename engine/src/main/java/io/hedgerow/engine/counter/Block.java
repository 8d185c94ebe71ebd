package io.hedgerow.engine.counter;

/** A block's number, power and entries in use, as one {@code long} that is never 0. */
final class Block {
  private static final int POWER_SHIFT = 27;
  private static final long USED = (1L << POWER_SHIFT) - 1;

  private Block() {}

  static long of(int number, int power, int used) {
    return (long) number << 32 | (long) power << POWER_SHIFT | used;
  }

  static int number(long block) {
    return (int) (block >>> 32);
  }

  static int power(long block) {
    return (int) (block >>> POWER_SHIFT) & 31;
  }

  static int used(long block) {
    return (int) (block & USED);
  }
}
