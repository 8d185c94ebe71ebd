package io.hedgerow.matching.image.decode;

import java.util.Arrays;
import java.util.Random;

/** Damages a file as bit rot, a broken upload or an attacker would. */
final class Mutations {
  private Mutations() {}

  static byte[] mutate(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      // most of what can go wrong is steered by the first few hundred bytes
      int at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 200) : bytes.length);
      bytes = change(bytes, at, random);
    }
    return bytes;
  }

  private static byte[] change(byte[] bytes, int at, Random random) {
    int last = Math.min(bytes.length, at + 1 + random.nextInt(16));
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> Arrays.fill(bytes, at, last, (byte) 0xff);
      case 3 -> Arrays.fill(bytes, at, last, (byte) 0);
      case 4 -> {
        return Arrays.copyOf(bytes, Math.max(16, at));
      }
      default ->
          System.arraycopy(
              bytes, at, bytes, random.nextInt(bytes.length - (last - at) + 1), last - at);
    }
    return bytes;
  }
}
