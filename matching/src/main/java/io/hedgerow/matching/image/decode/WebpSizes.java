package io.hedgerow.matching.image.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The sizes that a WebP's frames claim for themselves. The reader takes a picture's size from one
 * place and allocates by another: a file of 30 bytes can say 298 pixels wide here and 16,129 there.
 */
final class WebpSizes {
  private static final byte[] LOSSY = "VP8 ".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] LOSSLESS = "VP8L".getBytes(StandardCharsets.ISO_8859_1);
  private static final int HEADER = 8;
  private static final int LOSSY_SIZE = HEADER + 6;
  private static final int LOSSLESS_SIZE = HEADER + 1;
  private static final int MOST = 0x3fff;

  private WebpSizes() {}

  record Size(int width, int height) {}

  /** Wherever a chunk of pixels may begin, whatever the lengths of chunks say. */
  static List<Size> of(byte[] webp) {
    List<Size> sizes = new ArrayList<>();
    for (int at = 0; at + LOSSY_SIZE + 4 <= webp.length; at++) {
      if (starts(webp, at, LOSSY)) {
        sizes.add(
            new Size(pair(webp, at + LOSSY_SIZE) & MOST, pair(webp, at + LOSSY_SIZE + 2) & MOST));
      } else if (starts(webp, at, LOSSLESS)) {
        int bits = pair(webp, at + LOSSLESS_SIZE) | pair(webp, at + LOSSLESS_SIZE + 2) << 16;
        sizes.add(new Size((bits & MOST) + 1, (bits >>> 14 & MOST) + 1));
      }
    }
    return sizes;
  }

  private static int pair(byte[] bytes, int at) {
    return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
  }

  private static boolean starts(byte[] bytes, int at, byte[] word) {
    for (int i = 0; i < word.length; i++) {
      if (bytes[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }
}
