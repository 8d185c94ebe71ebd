package io.hedgerow.matching.image.signature;

import io.hedgerow.matching.Hash256;

/**
 * A corner in a picture and what surrounds it.
 *
 * @param x across, in units of the picture's longer side, so that turning keeps distances
 * @param y down, in the same units
 * @param angle of its surroundings, in radians; 0 points right, quarter of a turn down
 * @param scale how many times the picture was shrunk when it was found, at least 1
 * @param descriptor 256 comparisons of brightness around it, turned to its angle
 */
public record Keypoint(float x, float y, float angle, float scale, Hash256 descriptor) {}
