package io.hedgerow.models.tensorflow;

import io.hedgerow.models.protobuf.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The variables of a saved model: a sorted table that says where each tensor lies, and a file with
 * their bytes. Only what is asked for is read, and checked against its CRC-32C.
 *
 * <p>Source: TensorFlow, {@code tensor_bundle.proto}, version 1 (checkpoints "V2").
 */
public final class Checkpoint {
  private static final int FLOAT = 1;

  private final Map<String, Entry> entries;
  private final Data data;

  private Checkpoint(Map<String, Entry> entries, Data data) {
    this.entries = entries;
    this.data = data;
  }

  /** The file with the bytes of all tensors. */
  @FunctionalInterface
  public interface Data {
    /** Opens it at its beginning. */
    InputStream open() throws IOException;
  }

  private record Entry(int type, List<Integer> shape, int shard, long offset, long size, int crc) {}

  /**
   * Reads where everything lies.
   *
   * @param index content of {@code variables.index}
   * @param data {@code variables.data-00000-of-00001}
   * @throws IOException if the index is damaged, or tensors lie in more than one file
   */
  public static Checkpoint open(byte[] index, Data data) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> each : SortedTable.read(index).entrySet()) {
      Fields fields = new Fields(ByteBuffer.wrap(each.getValue()));
      if (each.getKey().isEmpty()) {
        requireOneLittleEndianFile(fields);
      } else {
        entries.put(each.getKey(), entry(fields));
      }
    }
    return new Checkpoint(entries, data);
  }

  private static void requireOneLittleEndianFile(Fields header) throws IOException {
    for (int field = header.next(); field != 0; field = header.next()) {
      if (field == 1 && header.number() != 1 || field == 2 && header.number() != 0) {
        throw new IOException("the checkpoint must be one little-endian file");
      }
    }
  }

  private static Entry entry(Fields fields) {
    int type = 0;
    List<Integer> shape = new ArrayList<>();
    long shard = 0;
    long offset = 0;
    long size = 0;
    int crc = 0;
    for (int field = fields.next(); field != 0; field = fields.next()) {
      switch (field) {
        case 1 -> type = (int) fields.number();
        case 2 -> shape = shape(fields.message());
        case 3 -> shard = fields.number();
        case 4 -> offset = fields.number();
        case 5 -> size = fields.number();
        case 6 -> crc = (int) fields.number();
        default -> {} // slices and what later versions add
      }
    }
    return new Entry(type, List.copyOf(shape), (int) shard, offset, size, crc);
  }

  private static List<Integer> shape(Fields fields) {
    List<Integer> shape = new ArrayList<>();
    for (int field = fields.next(); field != 0; field = fields.next()) {
      Fields dimension = fields.message();
      if (field == 2 && dimension.next() == 1) {
        shape.add((int) dimension.number());
      }
    }
    return shape;
  }

  /** Names of all tensors, sorted. */
  public Set<String> names() {
    return entries.keySet();
  }

  /**
   * Sizes of a tensor's dimensions, outermost first.
   *
   * @throws IOException if there is no such tensor
   */
  public List<Integer> shape(String name) throws IOException {
    return find(name).shape();
  }

  /**
   * A tensor's numbers, row by row.
   *
   * @throws IOException if there is no such tensor of floats, or its bytes are damaged
   */
  public float[] floats(String name) throws IOException {
    Entry entry = find(name);
    long count =
        entry.shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (entry.type() != FLOAT || entry.size() != 4 * count) {
      throw new IOException("tensor `%s` does not hold %d floats".formatted(name, count));
    }
    byte[] bytes = new byte[Math.toIntExact(entry.size())];
    try (InputStream in = data.open()) {
      in.skipNBytes(entry.offset());
      if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new IOException("tensor `%s` lies beyond the end of the file".formatted(name));
      }
    }
    MaskedCrc.require(bytes, entry.crc(), "tensor `" + name + "`");
    float[] values = new float[(int) count];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private Entry find(String name) throws IOException {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IOException("the checkpoint has no tensor `" + name + "`");
    }
    return entry;
  }
}
