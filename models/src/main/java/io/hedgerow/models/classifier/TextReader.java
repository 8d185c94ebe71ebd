package io.hedgerow.models.classifier;

import io.hedgerow.matching.text.TextNormalizer;
import io.hedgerow.models.encoder.Embedding;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.head.Features;
import io.hedgerow.models.head.Ngrams;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads texts as models see them: what hides words is undone first, so that look-alike letters,
 * digits for letters, spaced-out words and emoji between them cost little. Safe for use by many
 * threads.
 */
public final class TextReader {
  private static final TextNormalizer NORMALIZER = TextNormalizer.forModels();
  private static final FigureWords FIGURES = new FigureWords(CommonWords::rank);

  /** A word that is read can make others readable; few texts need a second look. */
  private static final int ROUNDS = 4;

  private final Encoder encoder;

  public TextReader(Encoder encoder) {
    this.encoder = encoder;
  }

  /** What a model sees of a text. */
  @SuppressWarnings("ArrayRecordComponent") // a copy for each model would cost
  public record Reading(float[] features, Ngrams.Filled ngrams) {}

  /** The readings of texts, in their order. */
  public List<Reading> read(List<String> texts) {
    List<String> plain = texts.stream().map(TextReader::plain).toList();
    List<Embedding> embeddings = encoder.encode(plain);
    List<Reading> readings = new ArrayList<>(texts.size());
    for (int i = 0; i < plain.size(); i++) {
      readings.add(new Reading(Features.of(embeddings.get(i)), Ngrams.of(plain.get(i))));
    }
    return readings;
  }

  /** The features of texts, in their order. */
  public List<float[]> features(List<String> texts) {
    return encoder.encode(texts.stream().map(TextReader::plain).toList()).stream()
        .map(Features::of)
        .toList();
  }

  /** The text without what hides its words. Reading twice is reading once. */
  public static String plain(String text) {
    String plain = NORMALIZER.normalize(SprinkledEmoji.remove(text)).text();
    for (int round = 0; round < ROUNDS; round++) {
      String read = FIGURES.read(plain);
      if (read.equals(plain)) {
        break;
      }
      plain = NORMALIZER.normalize(read).text();
    }
    return plain;
  }
}
