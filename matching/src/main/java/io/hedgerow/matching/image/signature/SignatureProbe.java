package io.hedgerow.matching.image.signature;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.Turn;
import io.hedgerow.matching.image.pdq.Pdq;
import io.hedgerow.matching.image.signature.ImageSignature.Region;
import io.hedgerow.matching.image.signature.PictureHashes.Part;
import io.hedgerow.matching.image.signature.PictureHashes.Seen;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A picture made ready to be looked for: it is seen whole and inside its borders, turned by up to
 * three degrees either way, and by halves; each view with its eight hashes. Of a picture that is no
 * longer there, what was kept of it serves: its hashes and the regions of its signature.
 */
public final class SignatureProbe {
  private static final double[] DEGREES = {-3, -2, -1, 1, 2, 3};
  private static final double INNER = 0.9;
  private static final int CHECK_PLANE = 80;

  private final List<Look> looks;
  private final List<Keypoint> keypoints;
  private final List<Keypoint> mirrored;
  private final Plane plane;

  private SignatureProbe(
      List<Look> looks, List<Keypoint> keypoints, List<Keypoint> mirrored, Plane plane) {
    this.looks = looks;
    this.keypoints = keypoints;
    this.mirrored = mirrored;
    this.plane = plane;
  }

  /** One view, turned one way, and its hash. */
  record Look(View view, Turn turn, Hash256 hash) {}

  /** Pure; about three milliseconds. */
  public static SignatureProbe of(Pixels picture) {
    Plane plane = Plane.of(picture, ImageSignature.PLANE);
    List<Look> looks = new ArrayList<>();
    for (View view : views(plane)) {
      Pdq.Dihedral hashes = Pdq.dihedral(view.small(plane));
      if (hashes.quality() >= ImageSignature.LEAST_QUALITY) {
        for (Turn turn : Turn.values()) {
          looks.add(new Look(view, turn, hashes.hash(turn)));
        }
      }
    }
    return new SignatureProbe(
        List.copyOf(looks),
        Keypoints.of(plane),
        Keypoints.of(plane.mirrored()),
        plane.shrunk(CHECK_PLANE));
  }

  /**
   * Of a picture of which only this was kept. It finds what the picture itself would, but for small
   * rotations of mirrored copies; likenesses are checked on the thumbnail. Pure; far below a
   * millisecond.
   *
   * @param signature of the same picture; of an animation, of its first frame
   */
  public static SignatureProbe kept(PictureHashes hashes, ImageSignature signature) {
    List<Look> looks = new ArrayList<>();
    for (Region region : signature.regions()) {
      looks.add(new Look(View.of(region.frame()), Turn.ORIGINAL, region.hash()));
    }
    List<Seen> first = firstFrame(hashes.seen());
    for (Seen seen : first) {
      if (seen.quality() >= ImageSignature.LEAST_QUALITY) {
        frame(seen.part(), first, signature)
            .ifPresent(frame -> looks.add(new Look(View.of(frame), seen.turn(), seen.hash())));
      }
    }
    return new SignatureProbe(
        List.copyOf(looks), signature.keypoints(), List.of(), plane(signature));
  }

  private static List<Seen> firstFrame(List<Seen> seen) {
    for (int i = 1; i < seen.size(); i++) {
      if (seen.get(i).part() == Part.WHOLE && seen.get(i).turn() == Turn.ORIGINAL) {
        return seen.subList(0, i);
      }
    }
    return seen;
  }

  /** Hashes are kept without their frames; a region that has the same hash tells. */
  private static Optional<Frame> frame(Part part, List<Seen> seen, ImageSignature signature) {
    if (part == Part.WHOLE) {
      return Optional.of(Frame.WHOLE);
    }
    return seen.stream()
        .filter(one -> one.part() == part && one.turn() == Turn.ORIGINAL)
        .flatMap(
            one -> signature.regions().stream().filter(region -> region.hash().equals(one.hash())))
        .map(Region::frame)
        .findFirst();
  }

  /** The thumbnail at the picture's own shape. */
  private static Plane plane(ImageSignature signature) {
    double shape = signature.shape();
    int width = Math.max(1, (int) Math.round(CHECK_PLANE * Math.min(1, 1 / shape)));
    int height = Math.max(1, (int) Math.round(CHECK_PLANE * Math.min(1, shape)));
    return Plane.of(signature.thumbnail(), ImageSignature.THUMBNAIL).stretched(width, height);
  }

  private static Set<View> views(Plane plane) {
    Set<View> views = new LinkedHashSet<>();
    Frame content = FrameDetection.content(plane, FrameDetection.PLAIN);
    Frame captioned = FrameDetection.content(plane, FrameDetection.CAPTIONED);
    for (Frame frame : List.of(Frame.WHOLE, content, captioned)) {
      views.add(View.of(frame));
      for (double degrees : DEGREES) {
        views.add(new View(frame.part(Frame.kept(INNER, 0.5, 0.5)), degrees));
      }
      Parts.HALVES.forEach(half -> views.add(View.of(frame.part(half))));
    }
    return views;
  }

  List<Look> looks() {
    return looks;
  }

  List<Keypoint> keypoints() {
    return keypoints;
  }

  /** Those of the picture flipped left to right; none if only a signature was kept. */
  List<Keypoint> mirrored() {
    return mirrored;
  }

  /** The picture at the size at which likenesses are checked. */
  Plane plane() {
    return plane;
  }
}
