package io.hedgerow.matching.image.signature;

import java.util.ArrayList;
import java.util.List;

/** The parts of a picture that copies are often cropped to, and its halves. */
final class Parts {
  /** The upper, lower, left and right half: one of them survives most overlays. */
  static final List<Frame> HALVES =
      List.of(
          new Frame(0, 0, 1, 0.5),
          new Frame(0, 0.5, 1, 1),
          new Frame(0, 0, 0.5, 1),
          new Frame(0.5, 0, 1, 1));

  static final List<Frame> CROPS = crops();
  static final List<Frame> ALL = all();

  private Parts() {}

  private static List<Frame> crops() {
    List<Frame> crops = new ArrayList<>();
    for (double share : new double[] {0.95, 0.9, 0.85, 0.8, 0.75}) {
      crops.add(Frame.kept(share, 0.5, 0.5));
      for (double across = 0; across <= 1; across++) {
        crops.add(Frame.kept(share, across, 0));
        crops.add(Frame.kept(share, across, 1));
      }
    }
    crops.add(Frame.kept(0.6, 0.5, 0.5));
    return List.copyOf(crops);
  }

  private static List<Frame> all() {
    List<Frame> all = new ArrayList<>(CROPS);
    all.addAll(HALVES);
    return List.copyOf(all);
  }
}
