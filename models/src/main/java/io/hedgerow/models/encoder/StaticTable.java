package io.hedgerow.models.encoder;

import io.hedgerow.models.store.Sha256;
import io.hedgerow.models.tokenizer.WordPiece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A vector for every piece of a vocabulary: what an encoder makes of the piece alone, less the mean
 * of all pieces, weighted by how much a piece says. Frequent pieces say little; a vocabulary is in
 * the order of frequency, so a piece's place stands for it (Zipf's law).
 *
 * <p>Source: Arora, Liang and Ma 2017, "A simple but tough-to-beat baseline for sentence
 * embeddings" (weights and common component); Tulkens and van Dongen 2024, Model2Vec (an encoder's
 * own output for each piece, weights by place).
 *
 * @param values piece by piece
 */
@SuppressWarnings("ArrayRecordComponent") // tens of megabytes that nobody changes
record StaticTable(float[] values, int dimensions) {
  /** Changes whenever another table would come out of the same encoder. */
  static final String RECIPE = "static table, version 1, of ";

  private static final int SLICE = 512;
  private static final int HASH = 64;

  /**
   * Runs every piece through an encoder.
   *
   * @param encode what it makes of token ids
   */
  static StaticTable build(WordPiece tokenizer, Function<List<int[]>, List<Embedding>> encode) {
    int size = tokenizer.size();
    int[] frame = tokenizer.encode("", 2);
    int dimensions = encode.apply(List.of(frame)).getFirst().vector().length;
    float[] values = new float[size * dimensions];
    for (int from = 0; from < size; from += SLICE) {
      List<int[]> pieces = new ArrayList<>();
      for (int id = from; id < Math.min(size, from + SLICE); id++) {
        pieces.add(new int[] {frame[0], id, frame[1]});
      }
      List<Embedding> made = encode.apply(pieces);
      for (int i = 0; i < made.size(); i++) {
        System.arraycopy(made.get(i).vector(), 0, values, (from + i) * dimensions, dimensions);
      }
    }
    subtractMean(values, dimensions);
    weigh(tokenizer, values, dimensions);
    return new StaticTable(values, dimensions);
  }

  private static void subtractMean(float[] values, int dimensions) {
    double[] mean = new double[dimensions];
    for (int i = 0; i < values.length; i++) {
      mean[i % dimensions] += (double) values[i] * dimensions / values.length;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] -= (float) mean[i % dimensions];
    }
  }

  /** The logarithm of a piece's place; pieces in brackets are marks and say nothing. */
  private static void weigh(WordPiece tokenizer, float[] values, int dimensions) {
    int place = 1;
    for (int id = 0; id < tokenizer.size(); id++) {
      String piece = tokenizer.piece(id);
      boolean mark = piece.length() > 2 && piece.startsWith("[") && piece.endsWith("]");
      float weight = mark ? 0 : (float) Math.log(1 + place++);
      for (int i = id * dimensions; i < (id + 1) * dimensions; i++) {
        values[i] *= weight;
      }
    }
  }

  /** Keeps the table as 16-bit floats behind the hash of their bytes. */
  void write(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putShort(Float.floatToFloat16(value));
    }
    byte[] hash = Sha256.of(bytes.array()).getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(hash, HASH + bytes.capacity());
    System.arraycopy(bytes.array(), 0, whole, HASH, bytes.capacity());
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(file.getParent(), ".table-", ".part");
    Files.write(part, whole);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Reads a table; empty where there is none of that size, or its bytes are damaged. */
  static Optional<StaticTable> read(Path file, int pieces) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] whole = Files.readAllBytes(file);
    if (whole.length <= HASH || (whole.length - HASH) % (2 * pieces) != 0) {
      return Optional.empty();
    }
    String hash = new String(whole, 0, HASH, StandardCharsets.US_ASCII);
    byte[] rest = Arrays.copyOfRange(whole, HASH, whole.length);
    if (!Sha256.of(rest).equals(hash)) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[rest.length / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.float16ToFloat(bytes.getShort());
    }
    return Optional.of(new StaticTable(values, values.length / pieces));
  }
}
