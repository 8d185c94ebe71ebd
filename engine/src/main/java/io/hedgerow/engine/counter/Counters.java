package io.hedgerow.engine.counter;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The counters of a pack. The package's documentation says what a window is and what is exact. Not
 * thread-safe: one engine thread owns it.
 */
public final class Counters {
  private static final int MAGIC = 0x48474354;
  private static final int FORMAT = 2;

  /** Slots that one event looks at for keys that may go. */
  private static final int SWEPT = 32;

  private final Duration lateness;
  private final Slab slab;
  private final List<Table> tables;
  private long newest = Long.MIN_VALUE;
  private int sweeping;

  /**
   * @param lateness how far behind the newest event an event may be and still be added
   */
  public Counters(List<CounterSpec> specs, Duration lateness) {
    this(specs, lateness, new Slab(), Map.of());
  }

  private Counters(
      List<CounterSpec> specs, Duration lateness, Slab slab, Map<CounterSpec, Table> kept) {
    this.lateness = lateness;
    this.slab = slab;
    List<Table> all = new ArrayList<>();
    for (CounterSpec spec : specs) {
      Table table = kept.get(spec);
      all.add(table == null ? Table.of(spec, lateness.toMillis(), slab) : table);
    }
    tables = List.copyOf(all);
  }

  /**
   * The counters of another pack. Those whose spec is unchanged keep their values, and share them
   * with this object, which must not be used any more.
   */
  public Counters with(List<CounterSpec> specs, Duration newLateness) {
    Map<CounterSpec, Table> kept = new HashMap<>();
    for (Table table : tables) {
      table.keepFor(newLateness.toMillis());
      if (specs.contains(table.spec())) {
        kept.put(table.spec(), table);
      } else {
        table.clear();
      }
    }
    Counters changed = new Counters(specs, newLateness, slab, kept);
    changed.newest = newest;
    return changed;
  }

  /** True when an event at this time (milliseconds) is older than the lateness allows. */
  public boolean isTooLate(long time) {
    return newest != Long.MIN_VALUE && time < newest - lateness.toMillis();
  }

  /** Notes an event's time in milliseconds, and lets go of some of what is out of reach. */
  public void advance(long time) {
    if (time > newest) {
      newest = time;
      for (Table table : tables) {
        table.advance(time);
      }
    }
    if (!tables.isEmpty()) {
      sweeping = (sweeping + 1) % tables.size();
      tables.get(sweeping).sweep(SWEPT);
    }
  }

  /** For {@code count}, {@code first_seen} and {@code last_seen}. */
  public void add(int counter, long key, long time) {
    Table table = tables.get(counter);
    boolean seen =
        switch (table.spec().aggregation()) {
          case FIRST_SEEN, LAST_SEEN -> true;
          default -> false;
        };
    table.add(key, time, seen ? time : 1);
  }

  /** For {@code sum}, {@code min} and {@code max}; a number that is none is left out. */
  public void addNumber(int counter, long key, long time, double number) {
    if (tables.get(counter) instanceof NumberTable table && !Double.isNaN(number)) {
      table.add(key, time, table.encode(number));
    }
  }

  /**
   * For {@code distinct}, {@code entropy} and {@code top_share}; values are known by their hash.
   */
  public void addValue(int counter, long key, long time, long value) {
    tables.get(counter).add(key, time, value);
  }

  /**
   * The counter's value for the key at that time: a {@code Long}, {@code Double} or {@code
   * Instant}; empty when nothing is in the window and the aggregate has no neutral value.
   */
  public Optional<Object> read(int counter, long key, long time) {
    return tables.get(counter).read(key, time);
  }

  /** How much one counter holds. */
  public record Usage(String counter, int keys, long bytes) {}

  /**
   * Keys and about how many bytes of heap each counter takes; walks everything, and lets go of what
   * nothing can reach. Pages keep the room of what is gone for what comes.
   */
  public List<Usage> usage() {
    tables.forEach(Table::sweepAll);
    return tables.stream().map(t -> new Usage(t.spec().name(), t.keys(), t.bytes())).toList();
  }

  /** Bytes of the pages that all counters share, in use or kept for reuse. */
  long heldBytes() {
    return slab.bytes();
  }

  /** Writes everything, with a checksum. The stream is flushed, not closed. */
  public void snapshot(OutputStream stream) throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(stream, new CRC32C());
    // A checksum over eight bytes at a time would take most of a snapshot's time.
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked, 1 << 16));
    out.writeInt(MAGIC);
    out.writeInt(FORMAT);
    out.writeLong(newest);
    out.writeInt(tables.size());
    for (Table table : tables) {
      writeSpec(out, table.spec());
      table.write(out);
    }
    out.flush();
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  private static void writeSpec(DataOutputStream out, CounterSpec spec) throws IOException {
    out.writeUTF(spec.name());
    out.writeUTF(spec.aggregation().name());
    out.writeLong(spec.window().toMillis());
    out.writeLong(spec.fingerprint());
  }

  /**
   * Counters with these specs and the values of a snapshot, where the specs are unchanged.
   *
   * @throws IOException when the snapshot is of another format, cut short or damaged; says which
   */
  public static Counters restore(List<CounterSpec> specs, Duration lateness, InputStream stream)
      throws IOException {
    try {
      return read(specs, lateness, stream);
    } catch (EOFException early) {
      throw new IOException("counter snapshot is cut short", early);
    }
  }

  private static Counters read(List<CounterSpec> specs, Duration lateness, InputStream stream)
      throws IOException {
    CheckedInputStream checked = new CheckedInputStream(stream, new CRC32C());
    DataInputStream in = new DataInputStream(checked);
    if (in.readInt() != MAGIC) {
      throw new IOException("this is no counter snapshot");
    }
    int format = in.readInt();
    if (format != FORMAT) {
      throw new IOException(
          "counter snapshot has format " + format + ", this program reads " + FORMAT);
    }
    long newest = in.readLong();
    Slab slab = new Slab();
    Map<CounterSpec, Table> read = new HashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      Table table = Table.of(readSpec(in), lateness.toMillis(), slab);
      table.read(in);
      read.put(table.spec(), table);
    }
    long sum = checked.getChecksum().getValue();
    if (in.readLong() != sum) {
      throw new IOException("counter snapshot is damaged: its checksum does not fit");
    }
    read.values().stream().filter(table -> !specs.contains(table.spec())).forEach(Table::clear);
    Counters restored = new Counters(specs, lateness, slab, read);
    if (newest != Long.MIN_VALUE) {
      restored.advance(newest);
    }
    return restored;
  }

  private static CounterSpec readSpec(DataInputStream in) throws IOException {
    try {
      return new CounterSpec(
          in.readUTF(),
          io.hedgerow.engine.pack.CounterDefinition.Aggregation.valueOf(in.readUTF()),
          Duration.ofMillis(in.readLong()),
          in.readLong());
    } catch (IllegalArgumentException | UTFDataFormatException damaged) {
      throw new IOException("counter snapshot is damaged: " + damaged.getMessage(), damaged);
    }
  }
}
