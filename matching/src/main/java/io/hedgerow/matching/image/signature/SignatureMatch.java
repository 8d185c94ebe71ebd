package io.hedgerow.matching.image.signature;

import io.hedgerow.matching.image.Turn;

/**
 * A probe found to be a copy of a known picture.
 *
 * @param distance bits between the nearest parts' hashes
 * @param correlation of the pictures laid over each other, in [0, 1]
 * @param turn how the probe must be turned to stand as the known picture
 * @param degrees by how much the probe must be turned besides, clockwise
 */
public record SignatureMatch(int distance, double correlation, Turn turn, double degrees)
    implements Comparable<SignatureMatch> {
  /** The surest first. */
  @Override
  public int compareTo(SignatureMatch other) {
    return Double.compare(other.correlation, correlation);
  }
}
