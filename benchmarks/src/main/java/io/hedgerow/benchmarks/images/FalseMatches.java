package io.hedgerow.benchmarks.images;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.signature.ImageSignature;
import io.hedgerow.matching.image.signature.PictureHashes;
import io.hedgerow.matching.image.signature.SignatureMatching;
import io.hedgerow.matching.image.signature.SignatureProbe;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Signature matches among generated pictures that are all different. */
record FalseMatches(PrintWriter out) {
  private static final int PICTURES = 200;

  void run() {
    List<SignatureProbe> probes = new ArrayList<>();
    List<SignatureProbe> kept = new ArrayList<>();
    List<ImageSignature> signatures = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < PICTURES; i++) {
      Pixels picture = Alterations.pixels(Scenes.scene(1000 + i, 640, 480));
      probes.add(SignatureProbe.of(picture));
      ImageSignature signature = ImageSignature.of(picture);
      signatures.add(signature);
      kept.add(SignatureProbe.kept(PictureHashes.of(picture), signature));
    }
    double making = (System.nanoTime() - start) / 1e6 / PICTURES;
    start = System.nanoTime();
    int pairs = 0;
    int matches = 0;
    for (int i = 0; i < PICTURES; i++) {
      for (int j = 0; j < PICTURES; j++) {
        if (i != j) {
          pairs += 2;
          matches += SignatureMatching.match(probes.get(i), signatures.get(j)).isPresent() ? 1 : 0;
          matches += SignatureMatching.match(kept.get(i), signatures.get(j)).isPresent() ? 1 : 0;
        }
      }
    }
    double comparing = (System.nanoTime() - start) / 1e6 / pairs;
    out.printf(
        "Generated pictures, all different: %d matches among %,d ordered pairs, half of them from what is kept (95%% upper bound %.1e). "
            + "%.1f ms a picture to draw it and make probe and signature, %.2f ms a pair.%n%n",
        matches, pairs, matches == 0 ? 3.0 / pairs : bound(matches) / pairs, making, comparing);
  }

  /** Upper end of a one-sided 95% Poisson interval, by Wilson and Hilferty's approximation. */
  private static double bound(int count) {
    double n = count + 1.0;
    return n * Math.pow(1 - 1 / (9 * n) + 1.645 / (3 * Math.sqrt(n)), 3);
  }
}
