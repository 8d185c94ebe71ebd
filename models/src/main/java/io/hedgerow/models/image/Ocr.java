package io.hedgerow.models.image;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.models.onnx.OnnxModel;
import io.hedgerow.models.onnx.Tensor;
import io.hedgerow.models.store.ModelCatalogue;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.ModelUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what is written in a picture, with PP-OCRv4's networks (one finds lines, one reads them;
 * Latin letters and Chinese). Upright lines only. Safe for use by many threads; a call uses the
 * calling thread alone, some hundred milliseconds to a few seconds.
 */
public final class Ocr implements AutoCloseable {
  /** The longest text answered. */
  public static final int MOST_CHARACTERS = 2_000;

  private static final int MOST_LINES = 60;
  private static final int LONGEST_SIDE = 960;
  private static final int GRID = 32;
  private static final int LINE_HEIGHT = 48;
  private static final int LONGEST_LINE = 1_600;
  private static final double SURE = 0.5;

  private static final Patch.Range FINDING =
      new Patch.Range(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});
  private static final Patch.Range READING =
      new Patch.Range(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.5f, 0.5f, 0.5f});

  private final OnnxModel finder;
  private final OnnxModel reader;
  private final Characters characters;

  private Ocr(OnnxModel finder, OnnxModel reader, Characters characters) {
    this.finder = finder;
    this.reader = reader;
    this.characters = characters;
  }

  /**
   * Opens both networks.
   *
   * @throws ModelUnavailable if they were not fetched or are not what was pinned
   */
  public static Ocr open(ModelStore store) throws IOException {
    byte[] reading = store.read(ModelCatalogue.OCR, ModelCatalogue.READING);
    String known =
        new String(
            store.read(ModelCatalogue.OCR, ModelCatalogue.CHARACTERS), StandardCharsets.UTF_8);
    return new Ocr(
        OnnxModel.open("ocr", store.read(ModelCatalogue.OCR, ModelCatalogue.FINDING)),
        OnnxModel.open("ocr", reading),
        Characters.of(known));
  }

  /** What is written, line by line in reading order; empty for no text. */
  public String read(Pixels picture) {
    List<String> lines = new ArrayList<>();
    int length = 0;
    for (Box box : lines(picture)) {
      if (lines.size() == MOST_LINES || length > MOST_CHARACTERS) {
        break;
      }
      Characters.Reading line = line(picture, box);
      if (line.sureness() >= SURE) {
        lines.add(line.text().strip());
        length += line.text().length() + 1;
      }
    }
    String text = String.join("\n", lines);
    return text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
  }

  private List<Box> lines(Pixels picture) {
    double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(picture.width(), picture.height()));
    int width = onGrid(picture.width() * scale);
    int height = onGrid(picture.height() * scale);
    Box whole = new Box(0, 0, picture.width(), picture.height());
    float[] map =
        run(
            finder,
            new Tensor.Floats(
                Patch.of(picture, whole, width, height, FINDING), 1, 3, height, width));
    return TextBoxes.find(map, width, height).stream()
        .map(
            box -> box.scaled((double) picture.width() / width, (double) picture.height() / height))
        .toList();
  }

  private static int onGrid(double length) {
    return Math.max(GRID, (int) Math.round(length / GRID) * GRID);
  }

  private Characters.Reading line(Pixels picture, Box box) {
    int width =
        Math.clamp(
            Math.round((double) LINE_HEIGHT * box.width() / box.height()),
            LINE_HEIGHT,
            LONGEST_LINE);
    return characters.read(
        run(
            reader,
            new Tensor.Floats(
                Patch.of(picture, box, width, LINE_HEIGHT, READING), 1, 3, LINE_HEIGHT, width)));
  }

  private static float[] run(OnnxModel model, Tensor input) {
    String output = model.outputs().iterator().next();
    return model
        .run(Map.of(model.inputs().iterator().next(), input), Set.of(output))
        .getOrDefault(output, new float[0]);
  }

  @Override
  public void close() {
    finder.close();
    reader.close();
  }
}
