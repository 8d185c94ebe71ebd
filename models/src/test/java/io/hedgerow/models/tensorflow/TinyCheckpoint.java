package io.hedgerow.models.tensorflow;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes checkpoints as TensorFlow does, in blocks of a few entries, for tests. */
public final class TinyCheckpoint {
  private static final int ENTRIES_OF_A_BLOCK = 5;

  private final TreeMap<String, byte[]> entries = new TreeMap<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  /** Adds a tensor of floats. */
  public TinyCheckpoint tensor(String name, float[] values, int... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    ByteArrayOutputStream sizes = new ByteArrayOutputStream();
    for (int size : shape) {
      ByteArrayOutputStream dimension = new ByteArrayOutputStream();
      varint(dimension, 1 << 3);
      varint(dimension, size);
      field(sizes, 2, dimension.toByteArray());
    }
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    number(entry, 1, 1);
    field(entry, 2, sizes.toByteArray());
    number(entry, 4, data.size());
    number(entry, 5, bytes.capacity());
    varint(entry, 6 << 3 | 5);
    fixed(entry, MaskedCrc.of(bytes.array()));
    entries.put(name, entry.toByteArray());
    data.writeBytes(bytes.array());
    return this;
  }

  /** The checkpoint as it reads back. */
  public Checkpoint open() throws IOException {
    return Checkpoint.open(index(), () -> new ByteArrayInputStream(data()));
  }

  byte[] data() {
    return data.toByteArray();
  }

  byte[] index() {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    number(header, 1, 1);
    entries.put("", header.toByteArray());
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    TreeMap<String, byte[]> places = new TreeMap<>();
    List<Map.Entry<String, byte[]>> all = new ArrayList<>(entries.entrySet());
    for (int from = 0; from < all.size(); from += ENTRIES_OF_A_BLOCK) {
      List<Map.Entry<String, byte[]>> slice =
          all.subList(from, Math.min(all.size(), from + ENTRIES_OF_A_BLOCK));
      places.put(slice.getLast().getKey(), block(table, slice));
    }
    byte[] none = block(table, List.of());
    byte[] index = block(table, List.copyOf(places.entrySet()));
    ByteArrayOutputStream footer = new ByteArrayOutputStream();
    footer.writeBytes(none);
    footer.writeBytes(index);
    footer.writeBytes(new byte[40 - footer.size()]);
    fixed(footer, (int) 0xDB4775248B80FB57L);
    fixed(footer, (int) (0xDB4775248B80FB57L >>> 32));
    table.writeBytes(footer.toByteArray());
    return table.toByteArray();
  }

  /** Writes a block and answers where it lies. */
  private static byte[] block(
      ByteArrayOutputStream table, List<Map.Entry<String, byte[]>> entries) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    byte[] before = {};
    for (Map.Entry<String, byte[]> entry : entries) {
      byte[] key = entry.getKey().getBytes(StandardCharsets.UTF_8);
      int shared = 0;
      while (shared < Math.min(key.length, before.length) && key[shared] == before[shared]) {
        shared++;
      }
      varint(block, shared);
      varint(block, key.length - shared);
      varint(block, entry.getValue().length);
      block.write(key, shared, key.length - shared);
      block.writeBytes(entry.getValue());
      before = key;
    }
    fixed(block, 0);
    fixed(block, 1);
    ByteArrayOutputStream place = new ByteArrayOutputStream();
    varint(place, table.size());
    varint(place, block.size());
    block.write(0);
    table.writeBytes(block.toByteArray());
    fixed(table, MaskedCrc.of(block.toByteArray()));
    return place.toByteArray();
  }

  private static void number(ByteArrayOutputStream out, int field, long value) {
    varint(out, field << 3);
    varint(out, value);
  }

  private static void field(ByteArrayOutputStream out, int field, byte[] value) {
    varint(out, field << 3 | 2);
    varint(out, value.length);
    out.writeBytes(value);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    for (; rest >= 128; rest >>>= 7) {
      out.write((int) (rest & 127 | 128));
    }
    out.write((int) rest);
  }

  private static void fixed(ByteArrayOutputStream out, int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
  }
}
