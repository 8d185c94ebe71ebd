package io.hedgerow.models.tensorflow;

import java.io.IOException;
import java.util.zip.CRC32C;

/** The CRC-32C of some bytes, turned and shifted as LevelDB stores it. */
final class MaskedCrc {
  private static final int MASK = 0xA282EAD8;

  private MaskedCrc() {}

  static int of(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }

  static void require(byte[] content, int stored, String what) throws IOException {
    if (of(content) != stored) {
      throw new IOException("%s is damaged: its CRC-32C is not the stored one".formatted(what));
    }
  }
}
