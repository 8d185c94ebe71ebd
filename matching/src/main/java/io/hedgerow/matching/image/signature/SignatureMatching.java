package io.hedgerow.matching.image.signature;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.Turn;
import io.hedgerow.matching.image.signature.ImageSignature.Region;
import io.hedgerow.matching.image.signature.SignatureProbe.Look;
import java.util.Optional;

/**
 * Whether a probe is a copy of a known picture: some part of one has nearly the hash of some part
 * of the other, and laid over each other accordingly they look alike. Pure.
 */
public final class SignatureMatching {
  /** The most bits between two parts' hashes for the pair to be looked at. */
  public static final int MOST_DISTANCE = 47;

  /** The least correlation over all that overlaps, for a match. */
  public static final double LEAST_CORRELATION = 0.8;

  /** The same where an overlay hides much, if the matched part itself agrees this well. */
  static final double LEAST_CORRELATION_OF_PART = 0.9;

  static final double LEAST_WITH_OVERLAY = 0.5;

  private SignatureMatching() {}

  /** The match, found by comparing everything with everything; an index does it for many. */
  public static Optional<SignatureMatch> match(SignatureProbe probe, ImageSignature known) {
    Optional<SignatureMatch> best = Optional.empty();
    for (Look look : probe.looks()) {
      for (Turn turn : Turn.values()) {
        Hash256 hash = look.hashes().hash(turn);
        for (Region region : known.regions()) {
          int distance = hash.distance(region.hash());
          if (distance <= MOST_DISTANCE) {
            Optional<SignatureMatch> here = check(probe, known, look, turn, region);
            if (here.isPresent() && (best.isEmpty() || here.get().compareTo(best.get()) < 0)) {
              best = here;
            }
          }
        }
      }
    }
    return best.isPresent() ? best : Constellation.match(probe, known);
  }

  /** Looks at one pair of parts with near hashes. */
  static Optional<SignatureMatch> check(
      SignatureProbe probe, ImageSignature known, Look look, Turn turn, Region region) {
    int distance = look.hashes().hash(turn).distance(region.hash());
    Overlay overlay = Overlay.of(region.frame(), turn, look.view(), probe.plane());
    double whole = new Alignment(known, probe.plane(), overlay, Frame.WHOLE).correlation();
    if (whole < LEAST_CORRELATION) {
      double part =
          whole < LEAST_WITH_OVERLAY
              ? 0
              : new Alignment(known, probe.plane(), overlay, region.frame()).correlation();
      if (part < LEAST_CORRELATION_OF_PART) {
        return Optional.empty();
      }
    }
    return Optional.of(new SignatureMatch(distance, whole, turn, look.view().degrees()));
  }
}
