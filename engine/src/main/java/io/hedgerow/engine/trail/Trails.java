package io.hedgerow.engine.trail;

import io.hedgerow.engine.event.EntityId;
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
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The trails of a pack. The package's documentation says what is on one. Not thread-safe: one
 * engine thread owns it.
 */
public final class Trails {
  private static final int MAGIC = 0x48475452;
  private static final int FORMAT = 1;

  private final long lateness;
  private final List<Trail> trails;
  private long newest = Long.MIN_VALUE;

  /**
   * @param lateness how far behind the newest event an event may be and still leave something
   */
  public Trails(List<TrailSpec> specs, Duration lateness) {
    this(specs, lateness, List.of());
  }

  private Trails(List<TrailSpec> specs, Duration lateness, List<Trail> kept) {
    this.lateness = lateness.toMillis();
    List<Trail> all = new ArrayList<>();
    for (TrailSpec spec : specs) {
      all.add(
          kept.stream()
              .filter(trail -> spec.keepsAs(trail.spec()))
              .findFirst()
              .map(trail -> trail.under(spec))
              .orElseGet(() -> new Trail(spec)));
    }
    trails = List.copyOf(all);
  }

  /** The trails of another pack. Those whose definition is unchanged keep what is on them. */
  public Trails with(List<TrailSpec> specs, Duration newLateness) {
    Trails changed = new Trails(specs, newLateness, trails);
    changed.newest = newest;
    return changed;
  }

  /** Notes an event's time in milliseconds, and lets go of some of what is out of reach. */
  public void advance(long time) {
    newest = Math.max(newest, time);
    for (Trail trail : trails) {
      trail.sweep(reach(trail));
    }
  }

  private long reach(Trail trail) {
    return newest == Long.MIN_VALUE ? newest : newest - lateness - trail.spec().window().toMillis();
  }

  /** Leaves an entity on the trail of a key. */
  public void leave(int trail, long key, long time, EntityId entity) {
    Trail one = trails.get(trail);
    one.leave(key, time, entity, reach(one));
  }

  /**
   * What is on the trail of a key at that time and the taker has not taken yet; now it has.
   *
   * @param taker place of the label among the trail's takers
   * @param effective whether what is taken will be labelled
   */
  public List<EntityId> take(int trail, long key, long time, int taker, boolean effective) {
    return trails.get(trail).take(key, time, taker, effective);
  }

  /** How much one trail holds. */
  public record Usage(String trail, int keys, long entities) {}

  /** Keys and entities of each trail; walks everything. */
  public List<Usage> usage() {
    return trails.stream()
        .map(trail -> new Usage(trail.spec().name(), trail.keys(), trail.entities()))
        .toList();
  }

  /** Writes everything, with a checksum. The stream is flushed, not closed. */
  public void snapshot(OutputStream stream) throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(stream, new CRC32C());
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked, 1 << 16));
    out.writeInt(MAGIC);
    out.writeInt(FORMAT);
    out.writeLong(newest);
    out.writeInt(trails.size());
    for (Trail trail : trails) {
      writeSpec(out, trail.spec());
      trail.write(out);
    }
    out.flush();
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  private static void writeSpec(DataOutputStream out, TrailSpec spec) throws IOException {
    out.writeUTF(spec.name());
    out.writeLong(spec.window().toMillis());
    out.writeInt(spec.limit());
    out.writeLong(spec.fingerprint());
    out.writeInt(spec.takers().size());
    for (String taker : spec.takers()) {
      out.writeUTF(taker);
    }
  }

  /**
   * Trails with these specs and what a snapshot has of them, where they are unchanged. A snapshot
   * from before there were trails has none, which is right only for a pack without any.
   *
   * @throws IOException when the snapshot has no trails and the pack has, or is of another format,
   *     cut short or damaged; says which
   */
  public static Trails restore(List<TrailSpec> specs, Duration lateness, InputStream stream)
      throws IOException {
    CheckedInputStream checked = new CheckedInputStream(stream, new CRC32C());
    int first = checked.read();
    if (first < 0) {
      if (specs.isEmpty()) {
        return new Trails(specs, lateness);
      }
      throw new IOException("the snapshot is from before there were trails");
    }
    try {
      return read(specs, lateness, checked, new DataInputStream(checked), first);
    } catch (EOFException early) {
      throw new IOException("the snapshot of trails is cut short", early);
    } catch (IllegalArgumentException | UTFDataFormatException damaged) {
      throw new IOException("the snapshot of trails is damaged", damaged);
    }
  }

  private static Trails read(
      List<TrailSpec> specs,
      Duration lateness,
      CheckedInputStream checked,
      DataInputStream in,
      int first)
      throws IOException {
    int magic = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
    if (magic != MAGIC) {
      throw new IOException("these are no trails");
    }
    int format = in.readInt();
    if (format != FORMAT) {
      throw new IOException("trails have format " + format + ", this program reads " + FORMAT);
    }
    long newest = in.readLong();
    List<Trail> kept = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      Trail trail = new Trail(readSpec(in));
      trail.read(in);
      kept.add(trail);
    }
    long sum = checked.getChecksum().getValue();
    if (in.readLong() != sum) {
      throw new IOException("the snapshot of trails is damaged: its checksum does not fit");
    }
    Trails restored = new Trails(specs, lateness, kept);
    restored.newest = newest;
    return restored;
  }

  private static TrailSpec readSpec(DataInputStream in) throws IOException {
    String name = in.readUTF();
    Duration window = Duration.ofMillis(in.readLong());
    int limit = in.readInt();
    long fingerprint = in.readLong();
    List<String> takers = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      takers.add(in.readUTF());
    }
    return new TrailSpec(name, window, limit, fingerprint, takers);
  }
}
