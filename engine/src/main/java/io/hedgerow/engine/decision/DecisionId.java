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
    return new Series().of(key);
  }

  /** Names many, one after the other: finding the digest costs as much as using it. */
  public static final class Series {
    private final MessageDigest sha256 = sha256();

    /** What {@link DecisionId#of} gives. */
    public String of(EventKey key) {
      byte[] content = (key.source() + '\0' + key.id()).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha256.digest(content), 0, DIGITS / 2);
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException missing) {
        throw new IllegalStateException("every Java platform must have SHA-256", missing);
      }
    }
  }
}
