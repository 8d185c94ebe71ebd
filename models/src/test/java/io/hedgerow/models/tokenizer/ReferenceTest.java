package io.hedgerow.models.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ours against the reference tokenizer's native code. */
final class ReferenceTest {
  private static HuggingFaceTokenizer reference;
  private static WordPiece ours;

  @BeforeAll
  static void open() throws IOException {
    byte[] json;
    try (InputStream in =
        ReferenceTest.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
      json = Objects.requireNonNull(in).readAllBytes();
    }
    ours = TokenizerFile.readJson(json);
    reference =
        HuggingFaceTokenizer.newInstance(
            new ByteArrayInputStream(json), Map.of("padding", "false", "truncation", "false"));
  }

  @AfterAll
  static void close() {
    reference.close();
  }

  @Test
  void everyCodePointBecomesTheSameIds() {
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      boolean surrogate = codePoint <= 0xFFFF && Character.isSurrogate((char) codePoint);
      if (!surrogate) {
        String it = Character.toString(codePoint);
        requireSame("the a" + it + "b " + it + " th");
      }
    }
  }

  @Test
  void randomTextsOfManyScriptsBecomeTheSameIds() {
    long seed = 7_041_776L;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      requireSame(text(random));
    }
  }

  @Test
  void wordsOfAHundredCharactersAndMoreBecomeTheSameIds() {
    for (int length = 95; length < 106; length++) {
      requireSame("say " + "a".repeat(length) + " " + "\uD835\uDC1A".repeat(length) + ".");
      requireSame("e\u0301".repeat(length));
    }
  }

  private static void requireSame(String text) {
    long[] expected = reference.encode(text).getIds();
    long[] found = Arrays.stream(ours.encode(text, Integer.MAX_VALUE)).asLongStream().toArray();
    if (!Arrays.equals(expected, found)) {
      assertThat(found)
          .as(() -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(expected);
    }
  }

  private static final int[][] SCRIPTS = {
    {0x20, 0x7E},
    {0xA0, 0x24F},
    {0x300, 0x36F},
    {0x370, 0x52F},
    {0x5D0, 0x6FF},
    {0x900, 0x97F},
    {0xE00, 0xE7F},
    {0x1100, 0x11FF},
    {0x1E00, 0x206F},
    {0x3040, 0x30FF},
    {0x4E00, 0x4FFF},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE00, 0xFEFF},
    {0xFF00, 0xFFEF},
    {0x1F300, 0x1FAFF},
    {0x1D400, 0x1D7FF},
    {0x20000, 0x2A6DF}
  };

  private static final String[] PARTS = {
    " ", "[CLS]", "[SEP]", "[MASK]", "[", "the", "un", "ing", "\t", "\u200D", "##s", "İ", "ß",
    "don't"
  };

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int[] script = SCRIPTS[random.nextInt(SCRIPTS.length)];
    for (int i = random.nextInt(60); i >= 0; i--) {
      int choice = random.nextInt(10);
      if (choice == 0) {
        script = SCRIPTS[random.nextInt(SCRIPTS.length)];
      }
      if (choice < 3) {
        text.append(PARTS[random.nextInt(PARTS.length)]);
      } else {
        text.appendCodePoint(script[0] + random.nextInt(script[1] - script[0] + 1));
      }
    }
    return text.toString();
  }
}
