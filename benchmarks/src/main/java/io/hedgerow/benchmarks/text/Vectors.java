package io.hedgerow.benchmarks.text;

import io.hedgerow.models.encoder.Embedding;
import io.hedgerow.models.encoder.OnnxEncoder;
import io.hedgerow.models.head.Features;
import io.hedgerow.models.store.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Features of texts, computed once and kept in a folder by the hash of texts and encoder. */
final class Vectors {
  private static final int SLICE = 256;

  private final OnnxEncoder encoder;
  private final Path folder;

  Vectors(OnnxEncoder encoder, Path folder) {
    this.encoder = encoder;
    this.folder = folder;
  }

  OnnxEncoder encoder() {
    return encoder;
  }

  List<float[]> of(List<String> texts) throws IOException {
    String key =
        Sha256.of(
            (encoder.identity() + String.join("\u0000", texts)).getBytes(StandardCharsets.UTF_8));
    Path file = folder.resolve(key.substring(0, 24) + ".f32");
    if (!Files.exists(file)) {
      List<float[]> made = encode(texts);
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "part", ".tmp");
      Files.write(part, bytes(made));
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      return made;
    }
    return vectors(Files.readAllBytes(file), Features.size(encoder.identity()));
  }

  private List<float[]> encode(List<String> texts) throws IOException {
    List<Future<List<Embedding>>> slices = new ArrayList<>();
    List<float[]> made = new ArrayList<>(texts.size());
    try (ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (int from = 0; from < texts.size(); from += SLICE) {
        List<String> slice = texts.subList(from, Math.min(texts.size(), from + SLICE));
        slices.add(cores.submit(() -> encoder.encode(slice)));
      }
      for (Future<List<Embedding>> slice : slices) {
        slice.get().forEach(embedding -> made.add(Features.of(embedding)));
      }
    } catch (InterruptedException | ExecutionException stopped) {
      throw new IOException("encoding stopped", stopped);
    }
    return made;
  }

  private static byte[] bytes(List<float[]> vectors) {
    int size = vectors.isEmpty() ? 0 : vectors.getFirst().length;
    ByteBuffer bytes =
        ByteBuffer.allocate(vectors.size() * size * 4).order(ByteOrder.LITTLE_ENDIAN);
    vectors.forEach(vector -> {
      bytes.asFloatBuffer().put(vector);
      bytes.position(bytes.position() + size * 4);
    });
    return bytes.array();
  }

  private static List<float[]> vectors(byte[] bytes, int size) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<float[]> vectors = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += size * 4) {
      float[] vector = new float[size];
      buffer.position(at).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
      vectors.add(vector);
    }
    return vectors;
  }
}
