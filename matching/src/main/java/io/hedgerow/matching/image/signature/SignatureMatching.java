package io.hedgerow.matching.image.signature;

import io.hedgerow.matching.image.signature.ImageSignature.Region;
import io.hedgerow.matching.image.signature.SignatureProbe.Look;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

  /** A likeness that needs no better one. */
  private static final double SURE = 0.95;

  private SignatureMatching() {}

  /** The match, found by comparing everything with everything; an index does it for many. */
  public static Optional<SignatureMatch> match(SignatureProbe probe, ImageSignature known) {
    Optional<SignatureMatch> best = Optional.empty();
    for (Near near : near(probe, known)) {
      Optional<SignatureMatch> here = check(probe, known, near);
      if (here.isPresent() && (best.isEmpty() || here.get().compareTo(best.get()) < 0)) {
        best = here;
        if (here.get().correlation() >= SURE) {
          return best;
        }
      }
    }
    return best.isPresent() ? best : Constellation.match(probe, known);
  }

  /** A part of the probe and a part of the known picture with near hashes. */
  private record Near(Look look, Region region, int distance) {}

  /** The nearest first: they are the likeliest to lie right at once. */
  private static List<Near> near(SignatureProbe probe, ImageSignature known) {
    List<Near> near = new ArrayList<>();
    for (Look look : probe.looks()) {
      for (Region region : known.regions()) {
        int distance = look.hash().distance(region.hash());
        if (distance <= MOST_DISTANCE) {
          near.add(new Near(look, region, distance));
        }
      }
    }
    near.sort(Comparator.comparingInt(Near::distance));
    return near;
  }

  /** Looks at one pair of parts. */
  private static Optional<SignatureMatch> check(
      SignatureProbe probe, ImageSignature known, Near near) {
    Look look = near.look();
    Frame frame = near.region().frame();
    Overlay overlay = Overlay.of(frame, look.turn(), look.view(), probe.plane());
    double whole = new Alignment(known, probe.plane(), overlay, Frame.WHOLE).correlation();
    if (whole < LEAST_CORRELATION) {
      double part =
          whole < LEAST_WITH_OVERLAY
              ? 0
              : new Alignment(known, probe.plane(), overlay, frame).correlation();
      if (part < LEAST_CORRELATION_OF_PART) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new SignatureMatch(near.distance(), whole, look.turn(), look.view().degrees()));
  }
}
