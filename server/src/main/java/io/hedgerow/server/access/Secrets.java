package io.hedgerow.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes secrets of 256 random bits and the hashes they are recognised by. */
final class Secrets {
  private static final int BYTES = 32;

  private final RandomGenerator random;

  Secrets(SecureRandom random) {
    this.random = random;
  }

  /** 43 characters of URL-safe base64. */
  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * SHA-256. A slow hash would guard nothing here: nobody guesses 256 random bits, and every
   * request pays for it.
   */
  static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform must have SHA-256", missing);
    }
  }
}
