package io.hedgerow.engine.pack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a pack by path, before anything in them is understood. Only paths that belong to a
 * pack are kept: a README beside them changes nothing, not even the version.
 */
record PackFiles(SortedMap<String, SourceFile> files) {
  private static final int MAX_YAML = 1 << 20;
  private static final int MAX_LIST = 32 << 20;
  private static final int MAX_FILES = 5_000;

  /** The files of one section, for example every path that starts with {@code rules/}. */
  List<SourceFile> under(String folder) {
    return files.values().stream().filter(file -> file.path().startsWith(folder)).toList();
  }

  Optional<SourceFile> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    files.forEach((path, file) -> texts.put(path, file.text()));
    return texts;
  }

  static boolean belongs(String path) {
    return path.matches("(pack|events|counters|trails|signals|banks|queues)\\.yaml")
        || path.matches("(policies|rules|tests|statements)/[^/]+\\.yaml")
        || path.matches("lists/[^/]+\\.(txt|csv)");
  }

  private static boolean looksAsIfItBelonged(String path) {
    return path.matches("[^/]+\\.ya?ml")
        || path.matches("(policies|rules|tests|statements)/(.+/)?[^/.]+\\.(ya?ml|json)")
        || path.matches("lists/(.+/)?[^/.]+\\.[a-z]+");
  }

  static PackFiles of(Map<String, byte[]> contents, Diagnostics diagnostics) {
    SortedMap<String, SourceFile> files = new TreeMap<>();
    contents.forEach((path, bytes) -> {
      if (belongs(path)) {
        decode(path, bytes, diagnostics).ifPresent(file -> files.put(path, file));
      } else if (looksAsIfItBelonged(path)) {
        diagnostics.warning(
            new SourceSpan(path, 1, 1),
            "this file is not read",
            "YAML files end in .yaml, lists in .txt or .csv, and folders have no folders inside");
      }
    });
    files.values().forEach(diagnostics::know);
    return new PackFiles(files);
  }

  /** Reads a folder. Links that lead out of it are refused, so that a pack is what it contains. */
  static PackFiles read(Path folder, Diagnostics diagnostics) {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder, 3)) {
      Path real = folder.toRealPath();
      for (Path path : walk.limit(MAX_FILES).filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        if (looksAsIfItBelonged(name) && !belongs(name)) {
          contents.put(name, new byte[0]);
        } else if (belongs(name)) {
          readOne(real, path, name, diagnostics).ifPresent(bytes -> contents.put(name, bytes));
        }
      }
    } catch (IOException | UncheckedIOException unreadable) {
      diagnostics.error(
          new SourceSpan(folder.toString(), 1, 1),
          "the folder cannot be read: " + unreadable.getMessage(),
          "name a folder that has a pack.yaml");
    }
    return of(contents, diagnostics);
  }

  private static Optional<byte[]> readOne(
      Path folder, Path path, String name, Diagnostics diagnostics) throws IOException {
    SourceSpan start = new SourceSpan(name, 1, 1);
    if (!path.toRealPath().startsWith(folder)) {
      diagnostics.error(start, "the file is a link out of the pack", "copy the file into the pack");
      return Optional.empty();
    }
    if (Files.size(path) > MAX_LIST) {
      tooLarge(start, Files.size(path), MAX_LIST, diagnostics);
      return Optional.empty();
    }
    return Optional.of(Files.readAllBytes(path));
  }

  private static Optional<SourceFile> decode(String path, byte[] bytes, Diagnostics diagnostics) {
    SourceSpan start = new SourceSpan(path, 1, 1);
    int limit = path.startsWith("lists/") ? MAX_LIST : MAX_YAML;
    if (bytes.length > limit) {
      tooLarge(start, bytes.length, limit, diagnostics);
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(in)
              .toString();
      if (text.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
        diagnostics.warning(start, "the file says nothing", "write something in it or delete it");
      }
      return Optional.of(new SourceFile(path, text.replace("\r\n", "\n")));
    } catch (CharacterCodingException invalid) {
      diagnostics.error(
          start, "the file is not UTF-8, first at byte " + in.position(), "save it as UTF-8");
      return Optional.empty();
    }
  }

  private static void tooLarge(SourceSpan start, long bytes, long limit, Diagnostics diagnostics) {
    diagnostics.error(
        start,
        "the file has " + bytes + " bytes, more than " + limit,
        "split it into several files");
  }
}
