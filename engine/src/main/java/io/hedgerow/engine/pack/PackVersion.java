package io.hedgerow.engine.pack;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Names a pack by its content: the first 16 hex digits of a SHA-256 over its sorted files. */
final class PackVersion {
  private static final int DIGITS = 16;

  private PackVersion() {}

  /** Names one file by its content. */
  static String of(SourceFile file) {
    return of(new PackFiles(new TreeMap<>(Map.of(file.path(), file)))).substring(0, DIGITS / 2);
  }

  /** Lengths go in before texts, so that no two packs can run together to the same bytes. */
  static String of(PackFiles files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (SourceFile file : files.files().values()) {
        byte[] content = file.text().getBytes(StandardCharsets.UTF_8);
        digest.update(
            (file.path() + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(content);
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform must have SHA-256", missing);
    }
  }
}
