package io.hedgerow.matching.image.decode;

import io.hedgerow.matching.image.Pixels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;

/** Files of every format, made on the spot. */
public final class Encodings {
  private Encodings() {}

  /** The sketch in the format, also where the JDK cannot write it. */
  static byte[] sample(ImageFormat format, Pixels picture) throws IOException {
    return switch (format) {
      case WEBP -> webp(picture);
      case GIF -> animation(4);
      case JPEG -> jpeg(picture, true);
      case PNG, BMP, TIFF -> write(picture, format.name().toLowerCase(Locale.ROOT));
    };
  }

  public static byte[] write(Pixels picture, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image(picture), format, out)) {
      throw new IOException("the JDK cannot write " + format);
    }
    return out.toByteArray();
  }

  private static BufferedImage image(Pixels picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
    image
        .getRaster()
        .setDataElements(0, 0, picture.width(), picture.height(), rgb(picture.samples()));
    return image;
  }

  /** The raster's own order is red first. */
  private static byte[] rgb(byte[] bgr) {
    byte[] out = bgr.clone();
    for (int i = 0; i < out.length; i += 3) {
      out[i] = bgr[i + 2];
      out[i + 2] = bgr[i];
    }
    return out;
  }

  static byte[] jpeg(Pixels picture, boolean progressive) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setProgressiveMode(
        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    return write(writer, new IIOImage(image(picture), null, null), parameters);
  }

  private static byte[] write(ImageWriter writer, IIOImage image, ImageWriteParam parameters)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, image, parameters);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** Adobe's way, which the JDK's writer announces: 255 is no ink. */
  static byte[] fourInkJpeg(Pixels picture) throws IOException {
    int width = picture.width();
    WritableRaster inks = Raster.createInterleavedRaster(0, width, picture.height(), 4, null);
    for (int i = 0; i < width * picture.height(); i++) {
      for (int band = 0; band < 3; band++) {
        inks.setSample(i % width, i / width, band, picture.samples()[3 * i + 2 - band] & 0xff);
      }
      inks.setSample(i % width, i / width, 3, 255);
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    return write(writer, new IIOImage(inks, null, null), writer.getDefaultWriteParam());
  }

  /** The JPEG with an EXIF segment that holds an orientation and nothing else. */
  static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif = new byte[36];
    exif[0] = (byte) 0xff;
    exif[1] = (byte) 0xe1;
    exif[3] = 34;
    byte[] head =
        "Exif\0\0MM\0*\0\0\0\010\0\001\001\022\0\003\0\0\0\001\0"
            .getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(head, 0, exif, 4, head.length);
    exif[4 + head.length] = (byte) orientation;
    byte[] out = new byte[jpeg.length + exif.length];
    System.arraycopy(jpeg, 0, out, 0, 2);
    System.arraycopy(exif, 0, out, 2, exif.length);
    System.arraycopy(jpeg, 2, out, 2 + exif.length, jpeg.length - 2);
    return out;
  }

  /** Frame n is a one-column white patch at column n over a black 20 x 10 canvas. */
  static byte[] animation(int frames) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < frames; i++) {
        BufferedImage patch =
            new BufferedImage(i == 0 ? 20 : 1, 10, BufferedImage.TYPE_BYTE_BINARY);
        Graphics2D graphics = patch.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 1, 10);
        graphics.dispose();
        writer.writeToSequence(
            new IIOImage(patch, null, placed(writer, patch, i)), writer.getDefaultWriteParam());
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static IIOMetadata placed(ImageWriter writer, BufferedImage patch, int left)
      throws IOException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            new ImageTypeSpecifier(patch), writer.getDefaultWriteParam());
    var tree = metadata.getAsTree("javax_imageio_gif_image_1.0");
    var place = (org.w3c.dom.Element) tree.getFirstChild();
    place.setAttribute("imageLeftPosition", Integer.toString(left));
    metadata.setFromTree("javax_imageio_gif_image_1.0", tree);
    return metadata;
  }

  /** A PNG whose header claims a size and whose data is one empty block. */
  static byte[] pngClaiming(int width, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataOutputStream data = new DataOutputStream(out)) {
      data.write("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(header);
      fields.writeInt(width);
      fields.writeInt(height);
      fields.write(new byte[] {8, 2, 0, 0, 0});
      chunk(data, "IHDR", header.toByteArray());
      chunk(data, "IDAT", new byte[] {0x78, 1, 3, 0, 0, 0, 0, 1});
      chunk(data, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void chunk(DataOutputStream out, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.US_ASCII));
    crc.update(content);
    out.writeInt(content.length);
    out.writeBytes(name);
    out.write(content);
    out.writeInt((int) crc.getValue());
  }

  /** A small GIF whose screen and first frame claim a size. */
  static byte[] gifClaiming(int width, int height) throws IOException {
    byte[] gif = animation(1);
    for (int at : new int[] {6, indexOfFrame(gif) + 5}) {
      gif[at] = (byte) width;
      gif[at + 1] = (byte) (width >> 8);
      gif[at + 2] = (byte) height;
      gif[at + 3] = (byte) (height >> 8);
    }
    return gif;
  }

  private static int indexOfFrame(byte[] gif) {
    for (int i = 13; i < gif.length; i++) {
      if (gif[i] == ',') {
        return i;
      }
    }
    throw new IllegalStateException("no frame");
  }

  /** Lossless WebP in black and white: a one-bit code for green, which red and blue follow. */
  static byte[] webp(Pixels picture) {
    Bits bits = new Bits();
    bits.put(0x2f, 8)
        .put(picture.width() - 1, 14)
        .put(picture.height() - 1, 14)
        .put(0, 1)
        .put(0, 3);
    bits.put(1, 1).put(2, 2).put(0, 1); // one transform: subtract green
    bits.put(0, 1).put(0, 1); // neither colour cache nor code groups
    bits.put(1, 1).put(1, 1).put(0, 1).put(0, 1).put(255, 8); // green: 0 or 255
    for (int symbol : new int[] {0, 0, 255, 0}) {
      bits.put(1, 1).put(0, 1).put(1, 1).put(symbol, 8); // red, blue, alpha, distance: one value
    }
    for (int i = 0; i < picture.width() * picture.height(); i++) {
      bits.put((picture.samples()[3 * i + 1] & 0xff) > 110 ? 1 : 0, 1);
    }
    return riff(bits.bytes());
  }

  private static byte[] riff(byte[] content) {
    int padded = content.length + (content.length & 1);
    Bits out = new Bits();
    out.text("RIFF").put(padded + 12, 32).text("WEBP").text("VP8L").put(content.length, 32);
    for (byte b : content) {
      out.put(b & 0xff, 8);
    }
    return padded == content.length ? out.bytes() : out.put(0, 8).bytes();
  }

  /** Bits, lowest first. */
  private static final class Bits {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int open;
    private int count;

    Bits put(int value, int bits) {
      for (int i = 0; i < bits; i++) {
        open |= (value >> i & 1) << count++;
        if (count == 8) {
          out.write(open);
          open = 0;
          count = 0;
        }
      }
      return this;
    }

    Bits text(String text) {
      text.chars().forEach(c -> put(c, 8));
      return this;
    }

    byte[] bytes() {
      if (count > 0) {
        put(0, 8 - count);
      }
      return out.toByteArray();
    }
  }
}
