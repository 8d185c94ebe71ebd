package io.hedgerow.matching.index;

import io.hedgerow.matching.Hash256;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * An index on disk: eight bytes {@code HEDGIDX1}, the number of slots (4 bytes, big-endian as all
 * else), 32 bytes of hash a slot with the highest first, one bit a slot for removed (in longs, the
 * lowest slot in the lowest bit), and a CRC-32C of all before (8 bytes). Tables are made anew when
 * read. Slots keep their numbers.
 */
public final class IndexSnapshot {
  private static final long MAGIC = 0x4845444749445831L; // HEDGIDX1
  private static final int BUFFER = 1 << 16;

  private IndexSnapshot() {}

  /**
   * Writes beside the file, then moves into its place, so that a crash leaves the old one whole.
   */
  public static void save(HashIndex index, Path file) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    CRC32C crc = new CRC32C();
    try (var stream = Files.newOutputStream(draft);
        var out =
            new DataOutputStream(
                new BufferedOutputStream(new CheckedOutputStream(stream, crc), BUFFER))) {
      index.whileUnchanged(store -> write(store, out));
      out.flush();
      out.writeLong(crc.getValue());
    }
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(HashStore store, DataOutputStream out) throws IOException {
    out.writeLong(MAGIC);
    out.writeInt(store.size());
    for (int slot = 0; slot < store.size(); slot++) {
      for (int word = 3; word >= 0; word--) {
        out.writeLong(store.word(slot, word));
      }
    }
    for (int first = 0; first < store.size(); first += Long.SIZE) {
      long removed = 0;
      for (int i = 0; i < Long.SIZE && first + i < store.size(); i++) {
        removed |= store.isRemoved(first + i) ? 1L << i : 0;
      }
      out.writeLong(removed);
    }
  }

  /**
   * Reads an index back.
   *
   * @throws IOException if the file is none of ours, was cut off or does not match its checksum
   */
  public static HashIndex load(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    try (var stream = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        var in = new DataInputStream(new CheckedInputStream(stream, crc))) {
      HashStore store = read(in, file);
      long expected = crc.getValue();
      if (in.readLong() != expected) {
        throw new IOException(file + " is damaged: its checksum does not match; build it anew");
      }
      HashIndex index = new HashIndex(store);
      index.tidy();
      return index;
    } catch (EOFException _) {
      throw new IOException(file + " is damaged: it ends early; build it anew");
    }
  }

  private static HashStore read(DataInputStream in, Path file) throws IOException {
    if (in.readLong() != MAGIC) {
      throw new IOException(file + " is no index snapshot of version 1");
    }
    int size = in.readInt();
    if (size < 0 || size > HashIndex.MOST_SLOTS) {
      throw new IOException(
          "%s is damaged: slots must be in [0, %d], was %d"
              .formatted(file, HashIndex.MOST_SLOTS, size));
    }
    HashStore store = new HashStore();
    byte[] hash = new byte[32];
    var words = java.nio.ByteBuffer.wrap(hash);
    for (int slot = 0; slot < size; slot++) {
      in.readFully(hash);
      store.append(
          new Hash256(words.getLong(0), words.getLong(8), words.getLong(16), words.getLong(24)));
    }
    store.publish();
    for (int first = 0; first < size; first += Long.SIZE) {
      for (long left = in.readLong(); left != 0; left &= left - 1) {
        store.remove(first + Long.numberOfTrailingZeros(left));
      }
    }
    return store;
  }
}
