package io.hedgerow.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.tokenizer.TokenizerFile;
import io.hedgerow.models.tokenizer.WordPiece;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StaticEncoderTest {
  private static final List<String> PIECES =
      List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "rose", "tulip", "spanner");

  private static final ModelStore NO_STORE =
      new ModelStore(
          Path.of("none"),
          (source, _) -> {
            throw new IOException("no network in tests: " + source);
          });

  @TempDir private Path folder;

  private static WordPiece tokenizer() {
    return TokenizerFile.readList(String.join("\n", PIECES).getBytes(StandardCharsets.UTF_8), true);
  }

  /** Flowers point one way, the tool another; all lean to a third that every piece shares. */
  private static List<Embedding> network(List<int[]> texts) {
    return texts.stream()
        .map(ids ->
            switch (PIECES.get(ids[Math.min(1, ids.length - 1)])) {
              case "rose" -> new float[] {1, 0.1f, 5};
              case "tulip" -> new float[] {0.9f, 0.2f, 5};
              case "spanner" -> new float[] {-1, 0.5f, 5};
              default -> new float[] {0, -1, 5};
            })
        .map(vector -> new Embedding(vector, new float[0]))
        .toList();
  }

  private static StaticTable table() {
    return StaticTable.build(tokenizer(), StaticEncoderTest::network);
  }

  private static StaticEncoder encoder(StaticTable table) {
    return new StaticEncoder(
        tokenizer(), table, new Encoder.Identity("static", "0".repeat(64), 3, 0), 128);
  }

  @Test
  void wordsOfLikeVectorsMakeTextsOfLikeVectors() {
    StaticEncoder encoder = encoder(table());
    Embedding rose = encoder.encode("the rose");
    assertThat(rose.similarity(encoder.encode("the tulip"))).isGreaterThan(0.9);
    assertThat(rose.similarity(encoder.encode("the spanner"))).isLessThan(0);
    assertThat(rose.similarity(rose)).isCloseTo(1, within(1e-6));
  }

  @Test
  void aTableDistilledFromTheDefaultEncoderFindsLikeTextsAlike() throws IOException {
    List<String> words = new ArrayList<>(PIECES.subList(0, 5));
    List<String> texts =
        List.of(
            "buy cheap watches today best price",
            "big discount order now and save money",
            "win cash prizes click the link",
            "free offer sale ends tonight",
            "tomatoes grow well in warm soil",
            "plant the bulbs before winter frost",
            "roses need water and sun",
            "prune the apple trees in spring",
            "the train was late this morning",
            "my bus ticket to the city",
            "flight delayed at the airport again",
            "drive slowly on the icy road");
    texts.forEach(text -> words.addAll(List.of(text.split(" "))));
    List<String> vocabulary = words.stream().distinct().toList();
    WordPiece own =
        TokenizerFile.readList(
            String.join("\n", vocabulary).getBytes(StandardCharsets.UTF_8), true);
    try (OnnxEncoder network = Encoders.openMiniLm(NO_STORE)) {
      StaticTable table =
          StaticTable.build(
              own,
              pieces ->
                  network.encode(
                      pieces.stream().map(ids -> vocabulary.get(ids[ids.length / 2])).toList()));
      StaticEncoder quick =
          new StaticEncoder(
              own,
              table,
              new Encoder.Identity("static", "0".repeat(64), table.dimensions(), 0),
              128);
      List<Embedding> made = quick.encode(texts);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(nearest(made, i) / 4)
            .as("what is nearest to \"%s\"", texts.get(i))
            .isEqualTo(i / 4);
      }
    }
  }

  private static int nearest(List<Embedding> all, int to) {
    return IntStream.range(0, all.size())
        .filter(i -> i != to)
        .boxed()
        .max(Comparator.comparingDouble(i -> all.get(i).similarity(all.get(to))))
        .orElseThrow();
  }

  @Test
  void theOrderOfWordsSaysNothingAndMarksSayNothing() {
    StaticEncoder encoder = encoder(table());
    assertThat(encoder.encode("rose the spanner").vector())
        .containsExactly(encoder.encode("spanner rose the").vector(), within(1e-6f));
    assertThat(encoder.encode("").vector()).containsExactly(0, 0, 0);
  }

  @Test
  void whatAllPiecesShareIsTakenOut() {
    StaticTable table = table();
    for (int i = 2; i < table.values().length; i += 3) {
      assertThat(table.values()[i]).isCloseTo(0, within(1e-5f));
    }
  }

  @Test
  void aKeptTableReadsAsItWasUpToSixteenBits() throws IOException {
    Path file = folder.resolve("table.f16");
    StaticTable table = table();
    table.write(file);
    StaticTable read = StaticTable.read(file, PIECES.size()).orElseThrow();
    assertThat(read.dimensions()).isEqualTo(3);
    assertThat(read.values()).containsExactly(table.values(), within(2e-3f));
  }

  @Test
  void aMissingOrDamagedTableIsMadeAgain() throws IOException {
    Path file = folder.resolve("table.f16");
    assertThat(StaticTable.read(file, PIECES.size())).isEmpty();
    table().write(file);
    byte[] whole = Files.readAllBytes(file);
    whole[whole.length - 1] ^= 1;
    Files.write(file, whole);
    assertThat(StaticTable.read(file, PIECES.size())).isEmpty();
    Files.write(file, new byte[5]);
    assertThat(StaticTable.read(file, PIECES.size())).isEmpty();
    table().write(file);
    assertThat(StaticTable.read(file, PIECES.size() + 1)).isEmpty();
  }

  @Test
  void hostileTextsGetFiniteVectors() {
    StaticEncoder encoder = encoder(table());
    for (String text :
        List.of("", "x", "\uD800", "\uD83D\uDE48".repeat(500), "a ".repeat(1 << 19))) {
      assertThat(encoder.encode(text).vector()).hasSize(3).doesNotContain(Float.NaN);
    }
  }
}
