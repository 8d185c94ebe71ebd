package io.hedgerow.matching.image.decode;

import io.hedgerow.matching.image.Turn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The orientation tag (0x0112) of a JPEG's EXIF segment: which way a camera was held. Reads only
 * inside the segment and treats anything odd as upright.
 */
final class Orientation {
  private static final int APP1 = 0xe1;
  private static final int START_OF_SCAN = 0xda;
  private static final int TAG = 0x0112;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private Orientation() {}

  static Turn of(byte[] jpeg) {
    int at = 2;
    while (at + 4 <= jpeg.length && (jpeg[at] & 0xff) == 0xff) {
      int marker = jpeg[at + 1] & 0xff;
      int length = (jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff;
      int end = Math.min(jpeg.length, at + 2 + length);
      if (marker == START_OF_SCAN || length < 2) {
        return Turn.ORIGINAL;
      }
      if (marker == APP1 && isExif(jpeg, at + 4, end)) {
        int start = at + 4 + EXIF.length;
        return inDirectory(ByteBuffer.wrap(jpeg, start, end - start).slice());
      }
      at = end;
    }
    return Turn.ORIGINAL;
  }

  private static boolean isExif(byte[] jpeg, int at, int end) {
    for (int i = 0; i < EXIF.length; i++) {
      if (at + i >= end || jpeg[at + i] != EXIF[i]) {
        return false;
      }
    }
    return true;
  }

  private static Turn inDirectory(ByteBuffer tiff) {
    if (tiff.remaining() < 8) {
      return Turn.ORIGINAL;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = Integer.toUnsignedLong(tiff.getInt(4));
    if (directory + 2 > tiff.limit()) {
      return Turn.ORIGINAL;
    }
    int entries = tiff.getShort((int) directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + 12L * i;
      if (entry + 12 > tiff.limit()) {
        return Turn.ORIGINAL;
      }
      if ((tiff.getShort((int) entry) & 0xffff) == TAG) {
        return upright(tiff.getShort((int) entry + 8));
      }
    }
    return Turn.ORIGINAL;
  }

  /** EXIF counts turns clockwise, {@link Turn} as PDQ does counter-clockwise. */
  private static Turn upright(int orientation) {
    return switch (orientation) {
      case 2 -> Turn.FLIPPED_LEFT_RIGHT;
      case 3 -> Turn.ROTATED_180;
      case 4 -> Turn.FLIPPED_TOP_BOTTOM;
      case 5 -> Turn.TRANSPOSED;
      case 6 -> Turn.ROTATED_270;
      case 7 -> Turn.TRANSVERSED;
      case 8 -> Turn.ROTATED_90;
      default -> Turn.ORIGINAL;
    };
  }
}
