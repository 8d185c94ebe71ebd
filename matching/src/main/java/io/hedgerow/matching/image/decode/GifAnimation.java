package io.hedgerow.matching.image.decode;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.decode.Decoding.Fault;
import io.hedgerow.matching.image.decode.ImageDecoder.Refusal;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * A GIF's frames as a viewer shows them: each stored frame is a patch drawn over what the one
 * before it left behind. Single-threaded.
 */
final class GifAnimation {
  private static final String FRAME = "javax_imageio_gif_image_1.0";
  private static final String STREAM = "javax_imageio_gif_stream_1.0";
  private static final int CANVAS_BYTES = 2 * Integer.BYTES;
  private static final int MOST_FRAMES_LOOKED_AT = 1000;

  private final FrameReader reader;
  private final DecodingLimits limits;

  GifAnimation(FrameReader reader, DecodingLimits limits) {
    this.reader = reader;
    this.limits = limits;
  }

  /** Up to so many frames, evenly spread, the first among them. */
  List<Pixels> frames(int most) throws IOException {
    if (most == 1) {
      return List.of(canvasAfterFirst());
    }
    int count = Math.min(MOST_FRAMES_LOOKED_AT, reader.reader().getNumImages(true));
    int taken = Math.min(count, most);
    List<Pixels> frames = new ArrayList<>();
    Canvas canvas = canvas();
    for (int i = 0; i < count && frames.size() < taken; i++) {
      Patch patch = patch(i);
      canvas.draw(patch);
      if (i == (long) frames.size() * count / taken) {
        frames.add(canvas.pixels());
        checkKept(frames);
      }
      canvas.dispose(patch);
    }
    return frames;
  }

  private Pixels canvasAfterFirst() throws IOException {
    Canvas canvas = canvas();
    canvas.draw(patch(0));
    return canvas.pixels();
  }

  private void checkKept(List<Pixels> frames) throws Refusal {
    long kept = (long) frames.size() * frames.getFirst().samples().length;
    if (frames.size() > 1 && kept > limits.mostRasterBytes()) {
      throw new Refusal(
          Fault.TOO_MANY_PIXELS,
          "%d frames of %dx%d take more than %,d bytes; ask for fewer frames"
              .formatted(
                  frames.size(),
                  frames.getFirst().width(),
                  frames.getFirst().height(),
                  limits.mostRasterBytes()));
    }
  }

  private Canvas canvas() throws IOException {
    int width = reader.reader().getWidth(0);
    int height = reader.reader().getHeight(0);
    IIOMetadata stream = reader.reader().getStreamMetadata();
    Node screen =
        stream == null ? null : child(stream.getAsTree(STREAM), "LogicalScreenDescriptor");
    if (screen != null) {
      width = Math.max(width, number(screen, "logicalScreenWidth"));
      height = Math.max(height, number(screen, "logicalScreenHeight"));
    }
    reader.checkSize(width, height);
    // a canvas of ints, its copy, a patch and the frames kept must fit together
    if ((long) width * height * CANVAS_BYTES > limits.mostRasterBytes()) {
      throw new Refusal(
          Fault.TOO_MANY_PIXELS,
          "a GIF may have %,d pixels, this claims %dx%d"
              .formatted(limits.mostRasterBytes() / CANVAS_BYTES, width, height));
    }
    return new Canvas(width, height);
  }

  private Patch patch(int frame) throws IOException {
    BufferedImage image = reader.readWhole(frame);
    Node tree = reader.reader().getImageMetadata(frame).getAsTree(FRAME);
    Node place = child(tree, "ImageDescriptor");
    Node control = child(tree, "GraphicControlExtension");
    return new Patch(
        image,
        place == null ? 0 : number(place, "imageLeftPosition"),
        place == null ? 0 : number(place, "imageTopPosition"),
        control == null ? "none" : text(control, "disposalMethod"));
  }

  private static @org.jspecify.annotations.Nullable Node child(Node tree, String name) {
    for (Node node = tree.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeName().equals(name)) {
        return node;
      }
    }
    return null;
  }

  private static String text(Node node, String attribute) {
    NamedNodeMap attributes = node.getAttributes();
    Node found = attributes.getNamedItem(attribute);
    return found == null ? "" : found.getNodeValue();
  }

  private static int number(Node node, String attribute) {
    String text = text(node, attribute);
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private record Patch(BufferedImage image, int left, int top, String disposal) {}

  /** What the viewer sees; {@code 0} is nothing drawn yet. */
  private static final class Canvas {
    private final int width;
    private final int height;
    private final int[] shown;
    private int[] before = {};

    Canvas(int width, int height) {
      this.width = width;
      this.height = height;
      this.shown = new int[width * height];
    }

    void draw(Patch patch) {
      if (patch.disposal().equals("restoreToPrevious")) {
        before = shown.clone();
      }
      int[] row = new int[patch.image().getWidth()];
      for (int y = 0; y < patch.image().getHeight() && patch.top() + y < height; y++) {
        patch.image().getRGB(0, y, row.length, 1, row, 0, row.length);
        for (int x = 0; x < row.length && patch.left() + x < width; x++) {
          if (row[x] >>> 24 != 0) {
            shown[(patch.top() + y) * width + patch.left() + x] = row[x];
          }
        }
      }
    }

    void dispose(Patch patch) {
      if (patch.disposal().equals("restoreToPrevious")) {
        System.arraycopy(before, 0, shown, 0, shown.length);
      } else if (patch.disposal().equals("restoreToBackgroundColor")) {
        int right = Math.min(width, patch.left() + patch.image().getWidth());
        for (int y = patch.top();
            y < Math.min(height, patch.top() + patch.image().getHeight());
            y++) {
          for (int x = patch.left(); x < right; x++) {
            shown[y * width + x] = 0;
          }
        }
      }
    }

    Pixels pixels() {
      return Pixels.ofRgb(width, height, shown);
    }
  }
}
