package io.hedgerow.engine.decision;

import io.hedgerow.engine.event.EventKey;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Names a decision by its event alone, so that a repeat gets the same name anywhere. */
public final class DecisionId {
  private static final int DIGITS = 32;

  private DecisionId() {}

  /** The first 32 hex digits of the SHA-256 of source, NUL and id. */
  public static String of(EventKey key) {
    return new Series().of(key);
  }

  /** Names many, one after the other, without a digest made for each. Not thread-safe. */
  public static final class Series {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest sha256 = sha256();
    private final byte[] digest = new byte[32];
    private final byte[] digits = new byte[DIGITS];

    /** What {@link DecisionId#of} gives. */
    public String of(EventKey key) {
      sha256.update(key.source().getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) 0);
      sha256.update(key.id().getBytes(StandardCharsets.UTF_8));
      try {
        sha256.digest(digest, 0, digest.length);
      } catch (DigestException impossible) {
        throw new IllegalStateException("a SHA-256 digest has 32 bytes", impossible);
      }
      for (int i = 0; i < DIGITS; i += 2) {
        int octet = digest[i >> 1];
        digits[i] = HEX[octet >> 4 & 15];
        digits[i + 1] = HEX[octet & 15];
      }
      return new String(digits, StandardCharsets.ISO_8859_1);
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
