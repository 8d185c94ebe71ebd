package io.hedgerow.matching.image.signature;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.Turn;
import io.hedgerow.matching.image.pdq.Pdq;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a known picture so that altered copies are found: PDQ hashes of the whole picture
 * and of parts of it, corners and what surrounds them, and a 32 x 32 thumbnail by which a likeness
 * is checked. At most 41 regions, 160 corners, 11 KB. {@code docs/reference/image-signature.md}
 * defines it exactly.
 *
 * @param regions hashes with enough detail to be matched, the whole picture's first if it has
 * @param keypoints corners and their surroundings
 * @param shape height divided by width
 * @param thumbnail luminances row by row, shared and not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its regions' hashes, through the matcher
public record ImageSignature(
    List<Region> regions, List<Keypoint> keypoints, double shape, byte[] thumbnail) {
  /** Changes whenever an equal picture may get another signature. */
  public static final int VERSION = 1;

  static final int THUMBNAIL = 32;
  static final int PLANE = 320;
  static final int LEAST_QUALITY = 20;
  static final int MOST_REGIONS = 41;

  /** A part of the picture and its hash. */
  public record Region(Frame frame, Hash256 hash, int quality) {}

  public ImageSignature {
    regions = List.copyOf(regions);
    keypoints = List.copyOf(keypoints);
    if (keypoints.size() > Keypoints.MOST) {
      throw new IllegalArgumentException(
          "a signature has at most %d keypoints, was %d"
              .formatted(Keypoints.MOST, keypoints.size()));
    }
    if (regions.size() > MOST_REGIONS) {
      throw new IllegalArgumentException(
          "a signature has at most %d regions, was %d".formatted(MOST_REGIONS, regions.size()));
    }
    if (thumbnail.length != THUMBNAIL * THUMBNAIL) {
      throw new IllegalArgumentException("a thumbnail has 1024 samples, was " + thumbnail.length);
    }
  }

  /** The signature of a picture. Pure; about five milliseconds. */
  public static ImageSignature of(Pixels picture) {
    Plane plane = Plane.of(picture, PLANE);
    List<Region> regions = new ArrayList<>();
    for (Frame frame : frames(plane)) {
      Pdq.Dihedral hashed = Pdq.dihedral(View.of(frame).small(plane));
      if (hashed.quality() >= LEAST_QUALITY) {
        regions.add(new Region(frame, hashed.hash(Turn.ORIGINAL), hashed.quality()));
      }
    }
    return new ImageSignature(
        regions, Keypoints.of(plane), (double) plane.height() / plane.width(), thumbnail(plane));
  }

  private static List<Frame> frames(Plane plane) {
    Frame content = FrameDetection.content(plane, FrameDetection.PLAIN);
    Frame captioned = FrameDetection.content(plane, FrameDetection.CAPTIONED);
    List<Frame> frames = new ArrayList<>(List.of(Frame.WHOLE, content, captioned));
    frames.addAll(Parts.ALL);
    for (Frame half : Parts.HALVES) {
      frames.add(content.part(half));
      frames.add(captioned.part(half));
    }
    return frames.stream().distinct().toList();
  }

  private static byte[] thumbnail(Plane plane) {
    float[] small = View.of(Frame.WHOLE).small(plane);
    byte[] out = new byte[THUMBNAIL * THUMBNAIL];
    for (int y = 0; y < THUMBNAIL; y++) {
      for (int x = 0; x < THUMBNAIL; x++) {
        int at = 2 * y * 64 + 2 * x;
        float sum = small[at] + small[at + 1] + small[at + 64] + small[at + 65];
        out[y * THUMBNAIL + x] = (byte) Math.round(sum / 4);
      }
    }
    return out;
  }
}
