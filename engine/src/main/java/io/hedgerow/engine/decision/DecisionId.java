package io.hedgerow.engine.decision;

import io.hedgerow.engine.event.EventKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a decision by its event alone, so that a repeat gets the same name anywhere. */
public final class DecisionId {
  private static final int DIGITS = 32;

  private DecisionId() {}

  /** The first 32 hex digits of the SHA-256 of source, NUL and id. */
  public static String of(EventKey key) {
    try {
      byte[] content = (key.source() + '\0' + key.id()).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, DIGITS / 2);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform must have SHA-256", missing);
    }
  }
}
