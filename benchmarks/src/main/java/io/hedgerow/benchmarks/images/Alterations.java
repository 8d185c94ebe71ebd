package io.hedgerow.benchmarks.images;

import io.hedgerow.matching.image.Pixels;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/**
 * What people do to pictures before posting them again, drawn with random placement from a seed.
 */
final class Alterations {
  private static final Color[] PAPERS = {
    Color.BLACK, Color.WHITE, new Color(0x1da1f2), new Color(0xf5f5f5)
  };

  private Alterations() {}

  /** By name, in the order of the report; each takes the picture and a source of chance. */
  static Map<String, BiFunction<BufferedImage, Random, BufferedImage>> all() {
    Map<String, BiFunction<BufferedImage, Random, BufferedImage>> all = new LinkedHashMap<>();
    all.put("JPEG quality 20", (image, _) -> jpeg(image, 0.2f));
    all.put("blur, 5 pixels", (image, _) -> blur(image, 5));
    all.put("half size", (image, _) -> scaled(image, 0.5));
    all.put("border 5%", (image, random) -> bordered(image, 0.05, 0.05, paper(random)));
    all.put("border 15%", (image, random) -> bordered(image, 0.15, 0.15, paper(random)));
    all.put("letterbox 12%", (image, random) -> bordered(image, 0, 0.12, paper(random)));
    all.put("caption bars", Alterations::captioned);
    all.put("screenshot canvas", Alterations::canvas);
    all.put("flip left to right", (image, _) -> flipped(image));
    all.put("turn 90°", (image, _) -> turned(image, 1));
    all.put("turn 270°", (image, _) -> turned(image, 3));
    all.put("crop 5%, anywhere", (image, random) -> cropped(image, 0.05, random));
    all.put("crop 10%, anywhere", (image, random) -> cropped(image, 0.10, random));
    all.put("crop 25%, anywhere", (image, random) -> cropped(image, 0.25, random));
    all.put("rotation 1°", (image, random) -> rotated(image, random.nextBoolean() ? 1 : -1));
    all.put("rotation 2°", (image, random) -> rotated(image, random.nextBoolean() ? 2 : -2));
    all.put("rotation 3°", (image, random) -> rotated(image, random.nextBoolean() ? 3 : -3));
    all.put("large text", Alterations::written);
    return all;
  }

  static BufferedImage image(Pixels picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = picture.samples();
    for (int i = 0; i < picture.width() * picture.height(); i++) {
      int rgb = (bgr[3 * i + 2] & 0xff) << 16 | (bgr[3 * i + 1] & 0xff) << 8 | bgr[3 * i] & 0xff;
      image.setRGB(i % picture.width(), i / picture.width(), rgb);
    }
    return image;
  }

  static Pixels pixels(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    return Pixels.ofRgb(width, height, image.getRGB(0, 0, width, height, null, 0, width));
  }

  private static Color paper(Random random) {
    return PAPERS[random.nextInt(PAPERS.length)];
  }

  /** Written and read at that quality, in [0, 1]. */
  static BufferedImage jpeg(BufferedImage image, float quality) {
    try {
      ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(quality);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (var stream = ImageIO.createImageOutputStream(out)) {
        writer.setOutput(stream);
        writer.write(null, new IIOImage(image, null, null), parameters);
      } finally {
        writer.dispose();
      }
      return ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage blur(BufferedImage image, int size) {
    float[] even = new float[size * size];
    Arrays.fill(even, 1f / even.length);
    return new ConvolveOp(new Kernel(size, size, even), ConvolveOp.EDGE_NO_OP, null)
        .filter(image, null);
  }

  private static BufferedImage drawn(
      int width, int height, Color paper, BufferedImage image, AffineTransform place) {
    BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = smooth(out);
    graphics.setColor(paper);
    graphics.fillRect(0, 0, width, height);
    graphics.drawImage(image, place, null);
    graphics.dispose();
    return out;
  }

  private static Graphics2D smooth(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    return graphics;
  }

  private static BufferedImage scaled(BufferedImage image, double scale) {
    return drawn(
        (int) (image.getWidth() * scale),
        (int) (image.getHeight() * scale),
        Color.BLACK,
        image,
        AffineTransform.getScaleInstance(scale, scale));
  }

  private static BufferedImage bordered(
      BufferedImage image, double beside, double above, Color paper) {
    int x = (int) (image.getWidth() * beside);
    int y = (int) (image.getHeight() * above);
    return drawn(
        image.getWidth() + 2 * x,
        image.getHeight() + 2 * y,
        paper,
        image,
        AffineTransform.getTranslateInstance(x, y));
  }

  private static BufferedImage captioned(BufferedImage image, Random random) {
    boolean dark = random.nextBoolean();
    BufferedImage out = bordered(image, 0, 0.14, dark ? Color.BLACK : Color.WHITE);
    int bar = (out.getHeight() - image.getHeight()) / 2;
    Graphics2D graphics = smooth(out);
    graphics.setColor(dark ? Color.WHITE : Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, bar / 2));
    graphics.drawString("when you see it", bar / 2, bar * 2 / 3);
    graphics.drawString("bottom text", bar / 2, out.getHeight() - bar / 3);
    graphics.dispose();
    return out;
  }

  /** The picture in the upper middle of a phone's screen, with a bar and a few lines of text. */
  private static BufferedImage canvas(BufferedImage image, Random random) {
    int width = (int) (image.getWidth() * 1.1);
    int height = (int) (image.getHeight() * (1.5 + 0.3 * random.nextDouble()));
    int top = (int) (image.getHeight() * 0.2);
    boolean dark = random.nextBoolean();
    Color paper = dark ? new Color(0x15202b) : Color.WHITE;
    BufferedImage out =
        drawn(
            width,
            height,
            paper,
            image,
            AffineTransform.getTranslateInstance((width - image.getWidth()) / 2.0, top));
    Graphics2D graphics = smooth(out);
    graphics.setColor(dark ? Color.WHITE : Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(10, top / 4)));
    graphics.drawString("somebody, 5 min", top / 3, top / 2);
    graphics.drawString("12 likes  3 comments", top / 3, top + image.getHeight() + top / 2);
    graphics.dispose();
    return out;
  }

  private static BufferedImage flipped(BufferedImage image) {
    return drawn(
        image.getWidth(),
        image.getHeight(),
        Color.BLACK,
        image,
        new AffineTransform(-1, 0, 0, 1, image.getWidth(), 0));
  }

  private static BufferedImage turned(BufferedImage image, int quarters) {
    AffineTransform place = new AffineTransform();
    place.translate(image.getHeight() / 2.0, image.getWidth() / 2.0);
    place.quadrantRotate(quarters);
    place.translate(-image.getWidth() / 2.0, -image.getHeight() / 2.0);
    return drawn(image.getHeight(), image.getWidth(), Color.BLACK, image, place);
  }

  /** Keeps {@code 1 - cut} of each side, anywhere, at the picture's own shape. */
  private static BufferedImage cropped(BufferedImage image, double cut, Random random) {
    int x = (int) (image.getWidth() * cut * random.nextDouble());
    int y = (int) (image.getHeight() * cut * random.nextDouble());
    return drawn(
        (int) (image.getWidth() * (1 - cut)),
        (int) (image.getHeight() * (1 - cut)),
        Color.BLACK,
        image,
        AffineTransform.getTranslateInstance(-x, -y));
  }

  private static BufferedImage rotated(BufferedImage image, double degrees) {
    return drawn(
        image.getWidth(),
        image.getHeight(),
        Color.BLACK,
        image,
        AffineTransform.getRotateInstance(
            Math.toRadians(degrees), image.getWidth() / 2.0, image.getHeight() / 2.0));
  }

  /** Outlined letters over two thirds of the width, a quarter of the height, in the middle part. */
  private static BufferedImage written(BufferedImage image, Random random) {
    BufferedImage out =
        drawn(image.getWidth(), image.getHeight(), Color.BLACK, image, new AffineTransform());
    Graphics2D graphics = smooth(out);
    int size = image.getWidth() / 7;
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, size));
    int x = (int) (image.getWidth() * 0.05 + random.nextDouble() * image.getWidth() * 0.15);
    int y = (int) (image.getHeight() * (0.3 + 0.5 * random.nextDouble()));
    graphics.setColor(Color.BLACK);
    for (int i = 0; i < 9; i++) {
      graphics.drawString("FREE GIFT", x + (i % 3 - 1) * size / 20f, y + (i / 3 - 1) * size / 20f);
    }
    graphics.setColor(Color.WHITE);
    graphics.drawString("FREE GIFT", x, y);
    graphics.dispose();
    return out;
  }
}
