package io.hedgerow.models.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.models.store.FileState;
import io.hedgerow.models.store.ModelCatalogue;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.OrdinaryClients;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class OcrTest {
  @Test
  void stepsAreReadWithoutRepeatsAndGaps() {
    Characters characters = Characters.of("a\nb");
    float[] steps = new float[7 * characters.size()];
    int[] said = {1, 1, 0, 1, 3, 2, 2};
    for (int i = 0; i < said.length; i++) {
      steps[i * characters.size() + said[i]] = 0.8f;
    }
    Characters.Reading reading = characters.read(steps);
    assertThat(reading.text()).isEqualTo("aa b");
    assertThat(reading.sureness()).isBetween(0.79, 0.81);
    assertThat(characters.read(new float[0]).sureness()).isZero();
  }

  @Test
  void linesComeInReadingOrderAndGrown() {
    float[] map = new float[100 * 60];
    fill(map, new Box(60, 10, 90, 16));
    fill(map, new Box(10, 12, 40, 18));
    fill(map, new Box(10, 40, 60, 44));
    map[99] = 1; // too small for a line
    List<Box> boxes = TextBoxes.find(map, 100, 60);
    assertThat(boxes).extracting(Box::left).containsExactly(6, 56, 7);
    assertThat(boxes.getFirst()).isEqualTo(new Box(6, 8, 44, 22));
  }

  private static void fill(float[] map, Box box) {
    for (int y = box.top(); y < box.bottom(); y++) {
      for (int x = box.left(); x < box.right(); x++) {
        map[y * 100 + x] = 0.9f;
      }
    }
  }

  /** Only where {@code hedgerow models fetch ocr} was run. */
  @Test
  void captionsOfAPictureAreRead() throws IOException {
    ModelStore store =
        new ModelStore(ModelStore.usualFolder(), new OrdinaryClients(Duration.ofSeconds(1)));
    assumeTrue(
        store.state(ModelCatalogue.OCR, ModelCatalogue.READING) == FileState.FETCHED,
        "run `hedgerow models fetch ocr` first");
    try (Ocr ocr = Ocr.open(store)) {
      String text = ocr.read(captioned("WIN A FREE PHONE", "click the link below"));
      assertThat(text.toLowerCase(Locale.ROOT).replaceAll("\\s", ""))
          .contains("winafreephone")
          .contains("clickthelinkbelow");
      assertThat(ocr.read(GoldenPicture.draw("slope", 300, 200))).isEmpty();
    }
  }

  private static Pixels captioned(String top, String bottom) {
    BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(new Color(40, 90, 60));
    graphics.fillRect(0, 0, 640, 480);
    graphics.setColor(Color.WHITE);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 40));
    graphics.drawString(top, 60, 80);
    graphics.drawString(bottom, 60, 430);
    graphics.dispose();
    return Pixels.ofRgb(640, 480, image.getRGB(0, 0, 640, 480, null, 0, 640));
  }
}
