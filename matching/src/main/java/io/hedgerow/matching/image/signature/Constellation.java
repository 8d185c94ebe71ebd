package io.hedgerow.matching.image.signature;

import io.hedgerow.matching.image.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds a known picture in a probe by corners that look alike and lie alike: every pair of like
 * corners proposes a shift, a turn and a scale; the proposal that most other pairs agree with is
 * refined over them and laid over the thumbnail.
 */
final class Constellation {
  static final int MOST_DISTANCE = 64;

  private static final int LEAST_AGREEING = 8;
  private static final int MANY_AGREEING = 14;
  private static final int LEAST_PLACES = 8;
  private static final double PLACE = 0.06;
  private static final double NEAR = 0.025;
  private static final double SAME_ANGLE = Math.toRadians(25);
  private static final double SAME_SCALE = Math.log(1.5);
  private static final double LEAST_SCALE = 0.25;

  private final List<Pair> pairs;

  private Constellation(List<Pair> pairs) {
    this.pairs = pairs;
  }

  /** A known corner and a probe's that looks like it. */
  private record Pair(Keypoint known, Keypoint seen, int distance) {
    double turn() {
      return seen.angle() - known.angle();
    }

    /** How many times larger the probe shows it. */
    double scale() {
      return known.scale() == 0 ? 1 : seen.scale() / known.scale();
    }
  }

  /** Known coordinates times a turned scale, plus a shift; all in units of the longer sides. */
  private record Similarity(double cosine, double sine, double x, double y) {
    static Similarity of(Pair pair) {
      double cosine = pair.scale() * Math.cos(pair.turn());
      double sine = pair.scale() * Math.sin(pair.turn());
      Keypoint known = pair.known();
      return new Similarity(
          cosine,
          sine,
          pair.seen().x() - cosine * known.x() + sine * known.y(),
          pair.seen().y() - sine * known.x() - cosine * known.y());
    }

    double scale() {
      return Math.hypot(cosine, sine);
    }

    double distance(Pair pair) {
      Keypoint known = pair.known();
      return Math.hypot(
          cosine * known.x() - sine * known.y() + x - pair.seen().x(),
          sine * known.x() + cosine * known.y() + y - pair.seen().y());
    }

    boolean agrees(Pair pair) {
      double turned = Math.IEEEremainder(pair.turn() - Math.atan2(sine, cosine), 2 * Math.PI);
      return distance(pair) < NEAR * Math.max(1, scale())
          && Math.abs(turned) < SAME_ANGLE
          && Math.abs(Math.log(pair.scale() / scale())) < SAME_SCALE;
    }

    /** The least-squares fit over pairs. */
    static Similarity fit(List<Pair> pairs) {
      double n = pairs.size();
      double kx = pairs.stream().mapToDouble(p -> p.known().x()).sum() / n;
      double ky = pairs.stream().mapToDouble(p -> p.known().y()).sum() / n;
      double sx = pairs.stream().mapToDouble(p -> p.seen().x()).sum() / n;
      double sy = pairs.stream().mapToDouble(p -> p.seen().y()).sum() / n;
      double dot = 0;
      double cross = 0;
      double spread = 1e-9;
      for (Pair pair : pairs) {
        double ax = pair.known().x() - kx;
        double ay = pair.known().y() - ky;
        double bx = pair.seen().x() - sx;
        double by = pair.seen().y() - sy;
        dot += ax * bx + ay * by;
        cross += ax * by - ay * bx;
        spread += ax * ax + ay * ay;
      }
      double cosine = dot / spread;
      double sine = cross / spread;
      return new Similarity(
          cosine, sine, sx - cosine * kx + sine * ky, sy - sine * kx - cosine * ky);
    }
  }

  static Optional<SignatureMatch> match(SignatureProbe probe, ImageSignature known) {
    Optional<SignatureMatch> plain = match(probe, probe.keypoints(), false, known);
    return plain.isPresent() ? plain : match(probe, probe.mirrored(), true, known);
  }

  private static Optional<SignatureMatch> match(
      SignatureProbe probe, List<Keypoint> seen, boolean mirrored, ImageSignature known) {
    List<Pair> agreeing = pairs(known.keypoints(), seen).agreeing();
    if (agreeing.size() < LEAST_AGREEING) {
      return Optional.empty();
    }
    Similarity fit = Similarity.fit(agreeing);
    if (fit.scale() < LEAST_SCALE || fit.scale() > 1 / LEAST_SCALE) {
      return Optional.empty();
    }
    Overlay overlay = overlay(fit, known.shape(), probe.plane(), mirrored);
    double correlation = new Alignment(known, probe.plane(), overlay, Frame.WHOLE).correlation();
    double least =
        agreeing.size() >= MANY_AGREEING
            ? SignatureMatching.LEAST_WITH_OVERLAY
            : SignatureMatching.LEAST_CORRELATION;
    return correlation < least
        ? Optional.empty()
        : Optional.of(
            new SignatureMatch(
                agreeing.stream().mapToInt(Pair::distance).min().orElseThrow(),
                correlation,
                mirrored ? Turn.FLIPPED_LEFT_RIGHT : Turn.ORIGINAL,
                -Math.toDegrees(Math.atan2(fit.sine(), fit.cosine()))));
  }

  private static Constellation pairs(List<Keypoint> known, List<Keypoint> seen) {
    List<Pair> pairs = new ArrayList<>();
    for (Keypoint one : seen) {
      Keypoint nearest = null;
      int least = MOST_DISTANCE + 1;
      for (Keypoint other : known) {
        int distance = one.descriptor().distance(other.descriptor());
        if (distance < least) {
          least = distance;
          nearest = other;
        }
      }
      if (nearest != null) {
        pairs.add(new Pair(nearest, one, least));
      }
    }
    return new Constellation(pairs);
  }

  /** The largest set of pairs that one of them speaks for; each known corner counts once. */
  private List<Pair> agreeing() {
    List<Pair> best = List.of();
    for (Pair speaker : pairs) {
      Similarity proposal = Similarity.of(speaker);
      List<Pair> agreeing = pairs.stream().filter(proposal::agrees).toList();
      if (agreeing.size() > best.size()) {
        best = agreeing;
      }
    }
    if (best.size() >= LEAST_AGREEING) {
      Similarity refined = Similarity.fit(best);
      List<Pair> again = pairs.stream().filter(refined::agrees).toList();
      best = again.size() >= best.size() ? again : best;
    }
    boolean spread =
        places(best, Pair::known) >= LEAST_PLACES && places(best, Pair::seen) >= LEAST_PLACES;
    return spread ? best : List.of();
  }

  /** One corner is found at several sizes, and the corners of one letter say one thing. */
  private static long places(List<Pair> pairs, Function<Pair, Keypoint> side) {
    return pairs.stream()
        .map(side)
        .map(point -> Math.round(point.x() / PLACE) * 1000 + Math.round(point.y() / PLACE))
        .distinct()
        .count();
  }

  private static Overlay overlay(Similarity fit, double shape, Plane plane, boolean mirrored) {
    double knownWidth = Math.min(1, 1 / shape);
    double knownHeight = Math.min(1, shape);
    double longest = Math.max(plane.width(), plane.height());
    double width = plane.width() / longest;
    double height = plane.height() / longest;
    double sign = mirrored ? -1 : 1;
    return new Overlay(
        sign * fit.cosine() * knownWidth / width,
        -sign * fit.sine() * knownHeight / width,
        mirrored ? 1 - fit.x() / width : fit.x() / width,
        fit.sine() * knownWidth / height,
        fit.cosine() * knownHeight / height,
        fit.y() / height);
  }
}
