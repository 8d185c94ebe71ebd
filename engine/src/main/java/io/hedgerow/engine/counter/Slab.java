package io.hedgerow.engine.counter;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of {@code long}s in pages, shared by all counters of a pack: no object for a block, and
 * nothing for the garbage collector to follow. A block has room for {@code 2^power} entries of two
 * or three longs; freed blocks are used again for blocks of the same size. Not thread-safe.
 */
final class Slab {
  private static final int PAGE_BITS = 13;
  private static final int PAGE = 1 << PAGE_BITS;

  /** A block's largest {@code power}; far more steps than any window has. */
  static final int LARGEST_POWER = 26;

  private final SizeClass[] classes = new SizeClass[2 * (LARGEST_POWER + 1)];
  private long[][] pages = new long[8][];
  private int pageCount;

  /** Where blocks of one size come from. A freed block's first long is the next free one. */
  private static final class SizeClass {
    final int longs;
    long free = -1;
    int next;
    int end;

    SizeClass(int longs) {
      this.longs = longs;
    }
  }

  /**
   * A block whose content is undefined.
   *
   * @param width longs an entry, 2 or 3
   * @return its number, not negative
   */
  int allocate(int width, int power) {
    SizeClass size = sizeClass(width, power);
    if (size.free >= 0) {
      int block = (int) size.free;
      size.free = page(block)[offset(block)];
      return block;
    }
    if (size.next + size.longs > size.end) {
      newPage(size);
    }
    int block = size.next;
    size.next += size.longs;
    return block;
  }

  void free(int block, int width, int power) {
    SizeClass size = sizeClass(width, power);
    page(block)[offset(block)] = size.free;
    size.free = block;
  }

  /** The array that a block is in. */
  long[] page(int block) {
    return pages[block >>> PAGE_BITS];
  }

  /** Where in that array it begins. */
  int offset(int block) {
    return block & (PAGE - 1);
  }

  /** Bytes of all pages, used or free. */
  long bytes() {
    long longs = 0;
    for (int i = 0; i < pageCount; i++) {
      longs += pages[i].length;
    }
    return 8 * longs;
  }

  private SizeClass sizeClass(int width, int power) {
    int index = 2 * power + width - 2;
    @Nullable SizeClass size = classes[index];
    if (size == null) {
      size = new SizeClass(width << power);
      classes[index] = size;
    }
    return size;
  }

  /** A block larger than a page gets an array of its own, under one page's number. */
  private void newPage(SizeClass size) {
    if (pageCount == 1 << (31 - PAGE_BITS)) {
      throw new IllegalStateException(
          "counters are full: they hold " + (bytes() >> 30) + " GiB; shorten windows or keys");
    }
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, pageCount * 2);
    }
    pages[pageCount] = new long[Math.max(PAGE, size.longs)];
    size.next = pageCount << PAGE_BITS;
    size.end = size.next + PAGE;
    if (size.longs > PAGE) {
      size.end = size.next + size.longs;
    }
    pageCount++;
  }
}
