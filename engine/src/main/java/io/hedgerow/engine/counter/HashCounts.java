package io.hedgerow.engine.counter;

/** How often each hash came: open-addressed, without objects. Counts are positive. */
final class HashCounts {
  private long[] entries = new long[2 * 64];
  private int size;

  int size() {
    return size;
  }

  void add(long hash, long count) {
    int at = find(entries, hash);
    if (entries[at + 1] == 0) {
      entries[at] = hash;
      size++;
    }
    entries[at + 1] += count;
    if (size * 4 > entries.length) {
      grow();
    }
  }

  private static int find(long[] entries, long hash) {
    int mask = entries.length - 1;
    int at = ((int) (hash ^ (hash >>> 32)) << 1) & mask;
    while (entries[at + 1] != 0 && entries[at] != hash) {
      at = (at + 2) & mask;
    }
    return at;
  }

  private void grow() {
    long[] old = entries;
    entries = new long[old.length * 2];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i + 1] != 0) {
        int at = find(entries, old[i]);
        entries[at] = old[i];
        entries[at + 1] = old[i + 1];
      }
    }
  }

  /** Is told of every hash. */
  @FunctionalInterface
  interface Visitor {
    void visit(long hash, long count);
  }

  void forEach(Visitor visitor) {
    for (int i = 0; i < entries.length; i += 2) {
      if (entries[i + 1] != 0) {
        visitor.visit(entries[i], entries[i + 1]);
      }
    }
  }

  /** The counts, in no order. */
  long[] counts() {
    long[] counts = new long[size];
    int next = 0;
    for (int i = 1; i < entries.length; i += 2) {
      if (entries[i] != 0) {
        counts[next++] = entries[i];
      }
    }
    return counts;
  }

  long bytes() {
    return 32 + 8L * entries.length;
  }
}
