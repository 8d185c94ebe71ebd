package io.hedgerow.matching.index;

import io.hedgerow.matching.Hash256;
import java.io.IOException;
import java.util.List;

/**
 * Exact search for 256-bit hashes within a Hamming distance. Every hash added gets a number, its
 * slot, from 0 upwards; the caller keeps what belongs to it. Equal hashes may be added many times.
 *
 * <p>How it works: the hash is cut into 16 chunks of 16 bits. Two hashes at most 31 bits apart
 * agree in some chunk up to one bit, so for each chunk 17 buckets are read. By the stronger
 * "pigeonring" form of that argument (Qin and Xiao, VLDB 2018) one such chunk must also, together
 * with the chunk after it, differ by at most 3 bits; 8 to 15 bits of that next chunk ride in each
 * bucket entry, so that six in seven candidates or more fall without their hash being fetched.
 * {@code hedgerow bench images} measures it beside plain multi-index hashing and a linear scan.
 *
 * <p>Any number of threads may search at any time and never wait. Adding, removing and tidying take
 * one lock among themselves. A search sees every hash whose {@link #add} returned before the search
 * began and that was not removed meanwhile.
 */
public final class HashIndex {
  /**
   * The largest distance that can be searched. Beyond 31 a search reads eight times the buckets.
   */
  public static final int MOST_DISTANCE = 3 * ChunkTable.CHUNKS - 1;

  /** The most hashes ever added to one index, removed ones included. */
  public static final int MOST_SLOTS = 1 << ChunkTable.MOST_SLOT_BITS;

  static final int LEAST_RECENT = 1 << 16;
  private static final int RECENT_SHARE = 8;

  private final HashStore store;
  private final ChunkTable[] tables = new ChunkTable[ChunkTable.CHUNKS];
  private final Object writing = new Object();
  private int tidied;

  /** An empty index. */
  public HashIndex() {
    this(new HashStore());
  }

  /** An index of what the store holds, which nobody else writes to from now on. */
  HashIndex(HashStore store) {
    this.store = store;
    for (int chunk = 0; chunk < tables.length; chunk++) {
      tables[chunk] = new ChunkTable(chunk);
    }
  }

  /** One hash found: its slot and how many bits it is away, in [0, 47]. */
  public record Hit(int slot, int distance) implements Comparable<Hit> {
    /** The nearest first, then the oldest. */
    @Override
    public int compareTo(Hit other) {
      int order = Integer.compare(distance, other.distance);
      return order != 0 ? order : Integer.compare(slot, other.slot);
    }
  }

  /**
   * Adds a hash and returns its slot.
   *
   * @throws IllegalStateException if {@link #MOST_SLOTS} were added before; build a new index then
   */
  public int add(Hash256 hash) {
    synchronized (writing) {
      int slot = store.append(hash);
      for (ChunkTable table : tables) {
        table.append(store, slot);
      }
      store.publish();
      if (slot + 1 - tidied >= Math.max(LEAST_RECENT, tidied / RECENT_SHARE)) {
        tidy();
      }
      return slot;
    }
  }

  /** Adds many hashes at once, in order, several times faster than one by one. */
  public void addAll(Iterable<Hash256> hashes) {
    synchronized (writing) {
      for (Hash256 hash : hashes) {
        store.append(hash);
      }
      tidy();
      store.publish();
    }
  }

  /** Removes the hash in a slot; false if it was not there. */
  public boolean remove(int slot) {
    synchronized (writing) {
      return store.remove(slot);
    }
  }

  /**
   * Packs recent additions into their final place and drops what was removed. Happens by itself
   * every 65,536 additions, or every eighth of the index; useful after many removals.
   */
  public void tidy() {
    synchronized (writing) {
      for (ChunkTable table : tables) {
        table.pack(store);
      }
      tidied = store.appended();
    }
  }

  /** All hashes within the distance, the nearest first. */
  public List<Hit> search(Hash256 query, int distance) {
    return new Search(query, distance).run(tables, store);
  }

  /** Whether anything is within the distance. */
  public boolean contains(Hash256 query, int distance) {
    return !search(query, distance).isEmpty();
  }

  /** The hash in a slot, also after its removal. */
  public Hash256 hash(int slot) {
    if (slot < 0 || slot >= store.size()) {
      throw new IndexOutOfBoundsException(
          "slot must be in [0, %d), was %d".formatted(store.size(), slot));
    }
    return store.hash(slot);
  }

  /** Whether the slot holds a hash that was not removed. */
  public boolean holds(int slot) {
    return slot >= 0 && slot < store.size() && !store.isRemoved(slot);
  }

  /** How many slots were given out, removed ones included. */
  public int slots() {
    return store.size();
  }

  /** How many hashes can be found. */
  public int size() {
    return store.size() - store.removed();
  }

  /** Bytes of memory taken by hashes and tables. */
  public long memory() {
    synchronized (writing) {
      long bytes = store.memory();
      for (ChunkTable table : tables) {
        bytes += table.memory();
      }
      return bytes;
    }
  }

  /** Runs on the store while nothing is written, as a snapshot needs it. */
  void whileUnchanged(StoreReading reading) throws IOException {
    synchronized (writing) {
      reading.read(store);
    }
  }

  /** Something done to a store at rest. */
  @FunctionalInterface
  interface StoreReading {
    void read(HashStore store) throws IOException;
  }
}
