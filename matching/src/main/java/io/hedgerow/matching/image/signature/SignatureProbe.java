package io.hedgerow.matching.image.signature;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.pdq.Pdq;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A picture made ready to be looked for: it is seen whole and inside its borders, turned by up to
 * three degrees either way, and by halves; each view with its eight hashes.
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

  /** One view and its hashes. */
  record Look(View view, Pdq.Dihedral hashes) {}

  /** Pure; about three milliseconds. */
  public static SignatureProbe of(Pixels picture) {
    Plane plane = Plane.of(picture, ImageSignature.PLANE);
    List<Look> looks = new ArrayList<>();
    for (View view : views(plane)) {
      Pdq.Dihedral hashes = Pdq.dihedral(view.small(plane));
      if (hashes.quality() >= ImageSignature.LEAST_QUALITY) {
        looks.add(new Look(view, hashes));
      }
    }
    return new SignatureProbe(
        List.copyOf(looks),
        Keypoints.of(plane),
        Keypoints.of(plane.mirrored()),
        plane.shrunk(CHECK_PLANE));
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

  /** Those of the picture flipped left to right. */
  List<Keypoint> mirrored() {
    return mirrored;
  }

  /** The picture at the size at which likenesses are checked. */
  Plane plane() {
    return plane;
  }
}
