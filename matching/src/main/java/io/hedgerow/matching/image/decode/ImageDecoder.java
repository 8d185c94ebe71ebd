package io.hedgerow.matching.image.decode;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.Turn;
import io.hedgerow.matching.image.decode.Decoding.Decoded;
import io.hedgerow.matching.image.decode.Decoding.Fault;
import io.hedgerow.matching.image.decode.Decoding.Undecodable;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * Reads pictures that may be hostile. Every outcome is a value: bad bytes never throw. Nothing is
 * fetched, nothing is written, no name is trusted. Thread-safe.
 */
public final class ImageDecoder {
  private final DecodingLimits limits;

  public ImageDecoder(DecodingLimits limits) {
    this.limits = limits;
  }

  /** Reads the first frame. */
  public Decoding decode(byte[] bytes) {
    return decode(bytes, 1);
  }

  /**
   * Reads up to {@code mostFrames} frames, spread evenly over an animation and beginning with its
   * first. A still picture has one.
   */
  public Decoding decode(byte[] bytes, int mostFrames) {
    if (bytes.length > limits.mostBytes()) {
      return new Undecodable(
          Fault.FILE_TOO_LARGE,
          "a picture may have %,d bytes, this has %,d".formatted(limits.mostBytes(), bytes.length));
    }
    Optional<ImageFormat> format = ImageFormat.find(bytes);
    if (format.isEmpty()) {
      return new Undecodable(
          Fault.UNKNOWN_FORMAT,
          bytes.length == 0
              ? "the file is empty"
              : "these bytes are none of JPEG, PNG, GIF, WebP, BMP, TIFF");
    }
    return decode(bytes, format.get(), mostFrames);
  }

  private Decoding decode(byte[] bytes, ImageFormat format, int mostFrames) {
    Deadline deadline = Deadline.in(limits.time());
    GuardedStream stream = new GuardedStream(bytes, deadline);
    ImageReader reader = readerOf(format);
    try {
      // an animation is told by looking ahead, which needs the stream's past
      reader.setInput(stream, false, format != ImageFormat.GIF);
      FrameReader frames = new FrameReader(reader, format, limits, deadline);
      if (format == ImageFormat.WEBP) {
        for (WebpSizes.Size size : WebpSizes.of(bytes)) {
          frames.checkSize(Math.max(1, size.width()), Math.max(1, size.height()));
        }
      }
      List<Pixels> read = new ArrayList<>();
      if (format == ImageFormat.GIF) {
        read.addAll(new GifAnimation(frames, limits).frames(mostFrames));
      } else {
        read.add(frames.read(0));
      }
      if (format == ImageFormat.JPEG && stream.overran()) {
        return truncated(format);
      }
      return new Decoded(format, read, orientation(bytes, format), frames.subsampling());
    } catch (Refusal refused) {
      return new Undecodable(refused.fault(), refused.reason());
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError broken) {
      // readers meet bad bytes with whatever exception their arithmetic ends in, and wrap ours
      return deadline.passed() ? tooSlow() : broken(format, broken, stream.overran());
    } finally {
      reader.dispose();
    }
  }

  private static Undecodable truncated(ImageFormat format) {
    return new Undecodable(Fault.TRUNCATED, "the " + format + " ends before its picture does");
  }

  private Undecodable tooSlow() {
    return new Undecodable(
        Fault.TOO_SLOW, "reading took longer than %,d ms".formatted(limits.time().toMillis()));
  }

  private static Undecodable broken(ImageFormat format, Throwable broken, boolean overran) {
    if (overran || broken instanceof EOFException) {
      return truncated(format);
    }
    return new Undecodable(
        Fault.MALFORMED,
        "this %s cannot be read (%s)".formatted(format, broken.getClass().getSimpleName()));
  }

  private static Turn orientation(byte[] bytes, ImageFormat format) {
    return format == ImageFormat.JPEG ? Orientation.of(bytes) : Turn.ORIGINAL;
  }

  private static ImageReader readerOf(ImageFormat format) {
    Iterator<ImageReader> readers =
        ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT));
    if (!readers.hasNext()) {
      throw new IllegalStateException("no reader for " + format + " on the class path");
    }
    return readers.next();
  }

  /** A picture is turned down for a reason that the limits or the format name. */
  static final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;
    private final Fault fault;
    private final String reason;

    Refusal(Fault fault, String reason) {
      super(reason);
      this.fault = fault;
      this.reason = reason;
    }

    Fault fault() {
      return fault;
    }

    String reason() {
      return reason;
    }
  }
}
