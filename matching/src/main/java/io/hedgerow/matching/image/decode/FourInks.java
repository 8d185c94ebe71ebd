package io.hedgerow.matching.image.decode;

import io.hedgerow.matching.image.Pixels;
import java.awt.image.Raster;
import javax.imageio.metadata.IIOMetadata;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;

/**
 * JPEGs of four inks (cyan, magenta, yellow, black), turned to RGB by multiplying each ink with
 * black: near enough for a hash, and free of colour profiles, which are code of their own.
 */
final class FourInks {
  private static final int INVERTED_YCC = 2;

  private FourInks() {}

  /** How the four channels are written. */
  enum Coding {
    /** Ink amounts as they are. */
    PLAIN,
    /** Adobe's: 255 is no ink. */
    INVERTED,
    /** Adobe's with the first three turned to luminance and colour differences. */
    INVERTED_YCCK
  }

  /** Read from the Adobe segment, which every program that writes such files adds. */
  static Coding coding(@Nullable IIOMetadata metadata) {
    if (metadata == null || metadata.getNativeMetadataFormatName() == null) {
      return Coding.PLAIN;
    }
    Node adobe = find(metadata.getAsTree(metadata.getNativeMetadataFormatName()), "app14Adobe");
    if (adobe == null) {
      return Coding.PLAIN;
    }
    Node transform = adobe.getAttributes().getNamedItem("transform");
    return transform != null && transform.getNodeValue().equals("" + INVERTED_YCC)
        ? Coding.INVERTED_YCCK
        : Coding.INVERTED;
  }

  private static @Nullable Node find(Node node, String name) {
    if (node.getNodeName().equals(name)) {
      return node;
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      Node found = find(child, name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  static Pixels pixels(Raster raster, Coding coding) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] samples = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    int[] row = new int[4 * width];
    for (int y = 0, at = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < 4 * width; x += 4, at += 3) {
        toLight(row, x, coding);
        samples[at] = (byte) (row[x + 2] * row[x + 3] / 255);
        samples[at + 1] = (byte) (row[x + 1] * row[x + 3] / 255);
        samples[at + 2] = (byte) (row[x] * row[x + 3] / 255);
      }
    }
    return new Pixels(width, height, 3, samples);
  }

  /** Turns one pixel into light let through: 255 where there is no ink. */
  private static void toLight(int[] row, int at, Coding coding) {
    switch (coding) {
      case PLAIN -> {
        for (int i = at; i < at + 4; i++) {
          row[i] = 255 - row[i];
        }
      }
      case INVERTED -> {}
      case INVERTED_YCCK -> {
        double luma = row[at];
        double blue = row[at + 1] - 128;
        double red = row[at + 2] - 128;
        row[at] = clamp(luma + 1.402 * red);
        row[at + 1] = clamp(luma - 0.344136 * blue - 0.714136 * red);
        row[at + 2] = clamp(luma + 1.772 * blue);
      }
    }
  }

  private static int clamp(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
