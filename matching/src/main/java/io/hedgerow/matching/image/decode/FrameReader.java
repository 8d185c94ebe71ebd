package io.hedgerow.matching.image.decode;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.decode.Decoding.Fault;
import io.hedgerow.matching.image.decode.ImageDecoder.Refusal;
import java.awt.image.BufferedImage;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/** Reads single frames through an ImageIO reader, within the limits. Single-threaded. */
final class FrameReader {
  private final ImageReader reader;
  private final ImageFormat format;
  private final DecodingLimits limits;
  private final Deadline deadline;
  private int subsampling = 1;

  FrameReader(ImageReader reader, ImageFormat format, DecodingLimits limits, Deadline deadline) {
    this.reader = reader;
    this.format = format;
    this.limits = limits;
    this.deadline = deadline;
    reader.addIIOReadProgressListener(new LateAbort(reader, deadline));
  }

  ImageReader reader() {
    return reader;
  }

  /** Every how manieth row and column was read last. */
  int subsampling() {
    return subsampling;
  }

  /** A frame's pixels in plain form. */
  Pixels read(int frame) throws IOException {
    int width = reader.getWidth(frame);
    int height = reader.getHeight(frame);
    checkSize(width, height);
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(frame);
    if (!types.hasNext()) {
      return readFourInks(frame, parameters(width, height, 4));
    }
    return Flattening.pixels(
        readImage(frame, parameters(width, height, bytesPerPixel(types.next()))));
  }

  /** A frame as ImageIO gives it, at full size. */
  BufferedImage readWhole(int frame) throws IOException {
    checkSize(reader.getWidth(frame), reader.getHeight(frame));
    return readImage(frame, reader.getDefaultReadParam());
  }

  /** Turns down a frame, or an animation's canvas, that claims too many pixels. */
  void checkSize(int width, int height) throws Refusal {
    long most =
        switch (format) {
          case WEBP, TIFF -> limits.mostPixelsWhole();
          case JPEG, PNG, GIF, BMP -> limits.mostPixels();
        };
    if (width < 1 || height < 1) {
      throw new Refusal(Fault.MALFORMED, "the picture claims to be " + width + "x" + height);
    }
    if ((long) width * height > most) {
      throw new Refusal(
          Fault.TOO_MANY_PIXELS,
          "a %s may have %,d pixels, this claims %dx%d".formatted(format, most, width, height));
    }
  }

  private ImageReadParam parameters(int width, int height, int pixelBytes) {
    long bytes = (long) width * height * pixelBytes;
    subsampling = 1;
    while (bytes / ((long) subsampling * subsampling) > limits.mostRasterBytes()) {
      subsampling++;
    }
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setSourceSubsampling(subsampling, subsampling, 0, 0);
    return parameters;
  }

  private static int bytesPerPixel(ImageTypeSpecifier type) {
    SampleModel samples = type.getSampleModel();
    int bits = 0;
    for (int band = 0; band < samples.getNumBands(); band++) {
      bits += samples.getSampleSize(band);
    }
    return Math.max(3, (bits + 7) / 8); // what it is flattened to takes up to three
  }

  private BufferedImage readImage(int frame, ImageReadParam parameters) throws IOException {
    BufferedImage image = reader.read(frame, parameters);
    deadline.check(); // an aborted read returns what it has
    return image;
  }

  private Pixels readFourInks(int frame, ImageReadParam parameters) throws IOException {
    if (!reader.canReadRaster()) {
      throw new Refusal(Fault.UNSUPPORTED, "this kind of " + format + " is not read here");
    }
    var raster = reader.readRaster(frame, parameters);
    deadline.check();
    if (raster.getNumBands() != 4) {
      throw new Refusal(
          Fault.UNSUPPORTED,
          "a %s with %d channels is not read here".formatted(format, raster.getNumBands()));
    }
    return FourInks.pixels(raster, FourInks.coding(reader.getImageMetadata(frame)));
  }
}
