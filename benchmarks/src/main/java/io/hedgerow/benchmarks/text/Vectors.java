package io.hedgerow.benchmarks.text;

import io.hedgerow.models.encoder.Embedding;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.head.Features;
import io.hedgerow.models.store.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Features of texts, computed once and kept in a folder by the hash of texts and encoder. */
final class Vectors {
  private static final int SLICE = 256;

  private final Encoder encoder;
  private final Path folder;

  Vectors(Encoder encoder, Path folder) {
    this.encoder = encoder;
    this.folder = folder;
  }

  Encoder encoder() {
    return encoder;
  }

  List<float[]> of(List<String> texts) throws IOException {
    String name = signature(encoder.identity() + String.join("\u0000", texts));
    Path file = folder.resolve(name + ".f32");
    Path list = folder.resolve(name + "." + signature(encoder.identity().toString()));
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      replace(file, bytes(withKnown(texts)));
    }
    if (!Files.exists(list)) {
      replace(
          list,
          String.join("\n", texts.stream().map(Vectors::signature).toList())
              .getBytes(StandardCharsets.UTF_8));
    }
    return vectors(Files.readAllBytes(file), Features.size(encoder.identity()));
  }

  /** A text that any list had before is not encoded again. */
  private List<float[]> withKnown(List<String> texts) throws IOException {
    Map<String, float[]> known = new HashMap<>();
    Set<String> wanted = texts.stream().map(Vectors::signature).collect(Collectors.toSet());
    try (DirectoryStream<Path> lists =
        Files.newDirectoryStream(folder, "*." + signature(encoder.identity().toString()))) {
      for (Path list : lists) {
        read(list, wanted, known);
      }
    }
    List<String> missing =
        texts.stream().distinct().filter(text -> !known.containsKey(signature(text))).toList();
    List<float[]> made = encode(missing);
    for (int i = 0; i < made.size(); i++) {
      known.put(signature(missing.get(i)), made.get(i));
    }
    return texts.stream()
        .map(text -> Optional.ofNullable(known.get(signature(text))).orElseThrow())
        .toList();
  }

  private void read(Path list, Set<String> wanted, Map<String, float[]> known) throws IOException {
    List<String> signatures = Files.readAllLines(list);
    if (signatures.stream().anyMatch(each -> wanted.contains(each) && !known.containsKey(each))) {
      String name = list.getFileName().toString();
      Path file = folder.resolve(name.substring(0, name.indexOf('.')) + ".f32");
      List<float[]> vectors = vectors(Files.readAllBytes(file), Features.size(encoder.identity()));
      for (int i = 0; i < vectors.size(); i++) {
        if (wanted.contains(signatures.get(i))) {
          known.putIfAbsent(signatures.get(i), vectors.get(i));
        }
      }
    }
  }

  private void replace(Path file, byte[] content) throws IOException {
    Path part = Files.createTempFile(folder, "part", ".tmp");
    Files.write(part, content);
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String signature(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, 24);
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
