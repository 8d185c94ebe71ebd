package io.hedgerow.engine.decision;

import io.hedgerow.engine.event.EventKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a decision by its event alone, so that a repeat gets the same name anywhere. */
public final class DecisionId {
  private static final int BYTES = 16;

  private DecisionId() {}

  /** The first 32 hex digits of the SHA-256 of source, NUL and id. */
  public static String of(EventKey key) {
    MessageDigest sha256 = sha256();
    sha256.update(key.source().getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0);
    sha256.update(key.id().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform must have SHA-256", missing);
    }
  }
}
