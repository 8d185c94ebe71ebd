package io.hedgerow.server.pack;

import io.hedgerow.server.json.Body;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads an uploaded pack into its files by path, with bounds on what a small zip may unfold to. */
final class PackUpload {
  static final int MAX_BYTES = 16 << 20;

  private static final int MAX_FILES = 2_000;
  private static final int MAX_UNFOLDED = 64 << 20;

  private PackUpload() {}

  /** A JSON object of text by path. */
  static Map<String, byte[]> json(byte[] body) {
    Map<String, byte[]> files = new TreeMap<>();
    Body.object(body)
        .forEach((path, content) -> {
          if (!(content instanceof String text)) {
            throw Refusal.at(ProblemType.INVALID, path.toString(), "a file's content must be text");
          }
          files.put(path(path.toString()), text.getBytes(StandardCharsets.UTF_8));
        });
    return files;
  }

  /** A zip of the pack's folder, or of its content. */
  static Map<String, byte[]> zip(byte[] body) {
    Map<String, byte[]> files = new TreeMap<>();
    int left = MAX_UNFOLDED;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(body))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.isDirectory()) {
          continue;
        }
        byte[] content = zip.readNBytes(left + 1);
        left -= content.length;
        if (left < 0 || files.size() >= MAX_FILES) {
          throw Refusal.of(
              ProblemType.TOO_LARGE,
              "a pack may have " + MAX_FILES + " files and " + MAX_UNFOLDED + " bytes unfolded");
        }
        files.put(path(entry.getName()), content);
      }
    } catch (IOException | IllegalArgumentException damaged) {
      throw Refusal.at(
          ProblemType.MALFORMED, "the body", "the zip cannot be read: " + damaged.getMessage());
    }
    if (files.isEmpty()) {
      throw Refusal.at(ProblemType.MALFORMED, "the body", "the zip has no files");
    }
    return withoutFolder(files);
  }

  /** Nothing is ever written to disk by these paths; odd ones are refused all the same. */
  private static String path(String name) {
    String path = name.replace('\\', '/');
    if (path.isEmpty() || path.startsWith("/") || path.contains("..") || path.length() > 200) {
      throw Refusal.at(ProblemType.INVALID, name, "that is no path inside a pack");
    }
    return path;
  }

  private static Map<String, byte[]> withoutFolder(Map<String, byte[]> files) {
    Optional<String> folder =
        files.keySet().stream()
            .filter(path -> path.endsWith("/pack.yaml"))
            .map(path -> path.substring(0, path.length() - "pack.yaml".length()))
            .findFirst();
    if (files.containsKey("pack.yaml") || folder.isEmpty()) {
      return files;
    }
    Map<String, byte[]> inner = new TreeMap<>();
    files.forEach((path, content) -> {
      if (path.startsWith(folder.get())) {
        inner.put(path.substring(folder.get().length()), content);
      }
    });
    return inner;
  }
}
