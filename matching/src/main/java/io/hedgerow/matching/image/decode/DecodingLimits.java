package io.hedgerow.matching.image.decode;

import java.time.Duration;

/**
 * How much one picture may cost. All limits are checked before anything is allocated for them.
 *
 * @param mostBytes the longest file read
 * @param mostPixels the most pixels a frame may claim to have
 * @param mostPixelsWhole the same for formats whose reader must hold a whole frame in several
 *     copies (WebP, TIFF)
 * @param mostRasterBytes the largest frame kept; a larger one is read with source subsampling, that
 *     is every second (third, …) row and column
 * @param time the longest a picture may take; checked between rows and reads
 */
public record DecodingLimits(
    int mostBytes, long mostPixels, long mostPixelsWhole, int mostRasterBytes, Duration time) {
  /**
   * 32 MiB files, 64 megapixels (6 for WebP and TIFF), 60 MiB kept, 10 seconds: no picture costs
   * more than 200 MB of heap, its own bytes included.
   */
  public static final DecodingLimits DEFAULT =
      new DecodingLimits(32 << 20, 64_000_000, 6_000_000, 60 << 20, Duration.ofSeconds(10));

  public DecodingLimits {
    if (mostBytes < 1 || mostPixels < 1 || mostPixelsWhole < 1 || mostRasterBytes < 1) {
      throw new IllegalArgumentException("limits must be at least 1");
    }
    if (!time.isPositive()) {
      throw new IllegalArgumentException("time must be positive, was " + time);
    }
  }
}
