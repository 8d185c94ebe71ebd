package io.hedgerow.models.tensorflow;

import io.hedgerow.models.protobuf.Fields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A sorted table of keys and values as LevelDB writes it: blocks whose keys share prefixes with the
 * key before, an index block that says where the others lie, a footer that says where the index
 * lies. Blocks are checked against their CRC-32C.
 *
 * <p>Source: LevelDB, {@code doc/table_format.md}; TensorFlow's {@code lib/io/table} is the same.
 */
final class SortedTable {
  private static final int FOOTER = 48;
  private static final long MAGIC = 0xDB4775248B80FB57L;
  private static final byte UNCOMPRESSED = 0;

  private final ByteBuffer table;
  private final SequencedMap<String, byte[]> entries = new TreeMap<>();

  private SortedTable(byte[] content) {
    this.table = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * All entries, in the order of their keys.
   *
   * @throws IOException if the bytes are no such table, or were damaged
   */
  static SequencedMap<String, byte[]> read(byte[] content) throws IOException {
    if (content.length < FOOTER) {
      throw new IOException("a table has at least " + FOOTER + " bytes, had " + content.length);
    }
    try {
      SortedTable table = new SortedTable(content);
      table.readAll();
      return Collections.unmodifiableSequencedMap(table.entries);
    } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException beyond) {
      throw new IOException("a block lies beyond the end of the table", beyond);
    }
  }

  private void readAll() throws IOException {
    if (table.getLong(table.limit() - 8) != MAGIC) {
      throw new IOException("no table: its last eight bytes are not the format's");
    }
    Fields footer = new Fields(table.slice(table.limit() - FOOTER, FOOTER));
    footer.varint();
    footer.varint();
    Block index = block(footer.varint(), footer.varint());
    while (index.next()) {
      Fields place = new Fields(ByteBuffer.wrap(index.value));
      Block data = block(place.varint(), place.varint());
      while (data.next()) {
        entries.put(new String(data.key, StandardCharsets.UTF_8), data.value);
      }
    }
  }

  private Block block(long from, long size) throws IOException {
    int start = Math.toIntExact(from);
    int length = Math.toIntExact(size);
    byte[] content = new byte[length + 1];
    table.get(start, content);
    if (content[length] != UNCOMPRESSED) {
      throw new IOException("block at %d is compressed, which is not read".formatted(from));
    }
    MaskedCrc.require(content, table.getInt(start + length + 1), "block at " + from);
    int restarts = table.getInt(start + length - 4);
    return new Block(ByteBuffer.wrap(content, 0, length - 4 - 4 * restarts).slice());
  }

  /** A walk over the entries of a block. */
  private static final class Block {
    private final ByteBuffer content;
    private byte[] key = {};
    private byte[] value = {};

    Block(ByteBuffer content) {
      this.content = content;
    }

    boolean next() {
      if (!content.hasRemaining()) {
        return false;
      }
      Fields fields = new Fields(content);
      int shared = (int) fields.varint();
      int own = (int) fields.varint();
      int size = (int) fields.varint();
      byte[] next = Arrays.copyOf(key, shared + own);
      content.get(next, shared, own);
      key = next;
      value = new byte[size];
      content.get(value);
      return true;
    }
  }
}
