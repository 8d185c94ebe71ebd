package io.hedgerow.matching.image.signature;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.signature.ImageSignature.Region;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A signature as bytes, as it is stored: version, shape, regions, corners, thumbnail, all
 * big-endian. {@code docs/reference/image-signature.md} lists the fields.
 */
public final class SignatureBytes {
  private static final double FRAME_UNITS = 65_535;
  private static final int REGION_BYTES = 32 + 4 * 2 + 1;
  private static final int KEYPOINT_BYTES = 32 + 4 * 4;
  private static final int HEADER_BYTES = 1 + 8 + 1 + 1;

  /** The longest a signature can be. */
  public static final int MOST_BYTES =
      HEADER_BYTES
          + ImageSignature.MOST_REGIONS * REGION_BYTES
          + Keypoints.MOST * KEYPOINT_BYTES
          + ImageSignature.THUMBNAIL * ImageSignature.THUMBNAIL;

  private SignatureBytes() {}

  public static byte[] write(ImageSignature signature) {
    ByteBuffer out = ByteBuffer.allocate(MOST_BYTES);
    out.put((byte) ImageSignature.VERSION).putDouble(signature.shape());
    out.put((byte) signature.regions().size());
    for (Region region : signature.regions()) {
      write(region.hash(), out);
      Frame frame = region.frame();
      for (double side : new double[] {frame.left(), frame.top(), frame.right(), frame.bottom()}) {
        out.putShort((short) Math.round(side * FRAME_UNITS));
      }
      out.put((byte) region.quality());
    }
    out.put((byte) signature.keypoints().size());
    for (Keypoint point : signature.keypoints()) {
      write(point.descriptor(), out);
      out.putFloat(point.x()).putFloat(point.y()).putFloat(point.angle()).putFloat(point.scale());
    }
    out.put(signature.thumbnail());
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  private static void write(Hash256 hash, ByteBuffer out) {
    out.putLong(hash.high()).putLong(hash.midHigh()).putLong(hash.midLow()).putLong(hash.low());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the bytes are another version or no signature
   */
  public static ImageSignature read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      int version = in.get();
      if (version != ImageSignature.VERSION) {
        throw new IllegalArgumentException(
            "signature version must be %d, was %d".formatted(ImageSignature.VERSION, version));
      }
      double shape = in.getDouble();
      List<Region> regions = new ArrayList<>();
      for (int left = in.get() & 0xff; left > 0; left--) {
        Hash256 hash = hash(in);
        Frame frame = new Frame(side(in), side(in), side(in), side(in));
        regions.add(new Region(frame, hash, in.get()));
      }
      List<Keypoint> points = new ArrayList<>();
      for (int left = in.get() & 0xff; left > 0; left--) {
        Hash256 hash = hash(in);
        points.add(new Keypoint(in.getFloat(), in.getFloat(), in.getFloat(), in.getFloat(), hash));
      }
      byte[] thumbnail = new byte[ImageSignature.THUMBNAIL * ImageSignature.THUMBNAIL];
      in.get(thumbnail);
      return new ImageSignature(regions, points, shape, thumbnail);
    } catch (BufferUnderflowException _) {
      throw new IllegalArgumentException(
          "a signature of %d bytes ends early".formatted(bytes.length));
    }
  }

  private static Hash256 hash(ByteBuffer in) {
    return new Hash256(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  private static double side(ByteBuffer in) {
    return (in.getShort() & 0xffff) / FRAME_UNITS;
  }
}
