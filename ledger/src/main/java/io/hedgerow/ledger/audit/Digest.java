package io.hedgerow.ledger.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;

/**
 * SHA-256 over a sequence of values, each with its length before it, so that no two different
 * sequences are the same bytes. Not thread-safe.
 */
public final class Digest {
  /** Bytes of a digest. */
  public static final int LENGTH = 32;

  private final MessageDigest sha256;
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  public Digest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform must have SHA-256", missing);
    }
  }

  public Digest add(long value) {
    sha256.update(number.putLong(0, value).array());
    return this;
  }

  public Digest add(byte[] value) {
    add(value.length);
    sha256.update(value);
    return this;
  }

  public Digest add(String value) {
    return add(value.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8));
  }

  /** With the microseconds that PostgreSQL keeps. */
  public Digest add(Instant value) {
    return add(value.getEpochSecond()).add(value.getNano() / 1_000);
  }

  /** Absent is one byte different from every present value. */
  public Digest add(Optional<?> value) {
    add(value.isPresent() ? 1 : 0);
    return value.map(present -> add(present.toString())).orElse(this);
  }

  /** The digest of what was added; the object can be used anew afterwards. */
  public byte[] take() {
    return sha256.digest();
  }
}
