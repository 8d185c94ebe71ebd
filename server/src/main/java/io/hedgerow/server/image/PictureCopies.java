package io.hedgerow.server.image;

import io.hedgerow.matching.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.jdbi.v3.core.Jdbi;

/**
 * Small copies of pictures, for people to look at while they decide. A copy is drawn anew from the
 * pixels: whatever else a file carried, such as where it was taken or a script, is not in it. After
 * a while copies are forgotten; hashes stay. Thread-safe.
 */
public final class PictureCopies {
  /** The longer side of a copy, in pixels, at most. */
  private static final int LONGEST_SIDE = 1_024;

  private static final float QUALITY = 0.82f;
  private static final Duration FORGETTING_EVERY = Duration.ofHours(1);

  private final Jdbi jdbi;
  private final Duration kept;
  private final InstantSource clock;
  private volatile Instant forgotten = Instant.MIN;

  /**
   * @param kept for how long; zero keeps none
   */
  public PictureCopies(Jdbi jdbi, Duration kept, InstantSource clock) {
    this.jdbi = jdbi;
    this.kept = kept;
    this.clock = clock;
  }

  /** Keeps a copy; the same picture sent again is kept for longer. */
  void keep(String image, Pixels upright) {
    Instant now = clock.instant();
    if (kept.isPositive()) {
      byte[] jpeg = jpeg(upright);
      jdbi.useHandle(handle ->
          handle.execute(
              "insert into server.picture_copy(image, jpeg, created) values (?, ?, ?)"
                  + " on conflict (image) do update set created = excluded.created",
              image,
              jpeg,
              now.atOffset(ZoneOffset.UTC)));
    }
    forget(now);
  }

  /** True when there is a copy of that picture. */
  public boolean has(String image) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select exists (select 1 from server.picture_copy where image = :image"
                    + " and created > :oldest)")
            .bind("image", image)
            .bind("oldest", clock.instant().minus(kept).atOffset(ZoneOffset.UTC))
            .mapTo(Boolean.class)
            .one());
  }

  /** The copy, as JPEG; empty when there is none any more. */
  public Optional<byte[]> find(String image) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select jpeg from server.picture_copy where image = :image and created > :oldest")
            .bind("image", image)
            .bind("oldest", clock.instant().minus(kept).atOffset(ZoneOffset.UTC))
            .mapTo(byte[].class)
            .findOne());
  }

  private void forget(Instant now) {
    if (now.isAfter(forgotten.plus(FORGETTING_EVERY))) {
      forgotten = now;
      jdbi.useHandle(handle ->
          handle.execute(
              "delete from server.picture_copy where created <= ?",
              now.minus(kept).atOffset(ZoneOffset.UTC)));
    }
  }

  private static byte[] jpeg(Pixels picture) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
      writer.write(null, new IIOImage(small(picture), null, null), parameters);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // it is written to memory
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Each pixel of the copy is the mean of a square of the picture's. */
  private static BufferedImage small(Pixels picture) {
    int longest = Math.max(picture.width(), picture.height());
    int step = Math.max(1, Math.ceilDiv(longest, LONGEST_SIDE));
    int width = Math.ceilDiv(picture.width(), step);
    int height = Math.ceilDiv(picture.height(), step);
    BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        copy.setRGB(x, y, mean(picture, x * step, y * step, step));
      }
    }
    return copy;
  }

  private static int mean(Pixels picture, int left, int top, int step) {
    int right = Math.min(left + step, picture.width());
    int bottom = Math.min(top + step, picture.height());
    int channels = picture.channels();
    long[] sums = new long[3];
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int at = (y * picture.width() + x) * channels;
        for (int c = 0; c < 3; c++) {
          sums[c] += picture.samples()[at + (channels == 1 ? 0 : c)] & 0xff;
        }
      }
    }
    long count = (long) (right - left) * (bottom - top);
    return (int) (sums[2] / count) << 16 | (int) (sums[1] / count) << 8 | (int) (sums[0] / count);
  }
}
