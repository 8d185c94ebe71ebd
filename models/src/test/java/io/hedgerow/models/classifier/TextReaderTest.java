package io.hedgerow.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextReaderTest {

  @ParameterizedTest
  @CsvSource({
    "'7h053 g4rd3n5 4r3 n1c3', 'those gardens are nice'",
    "'I ha73 17 4nd can''7 5t4nd 50m3', 'I hate it and can''t stand some'",
    "'Th4t''5 w3t', 'That''s wet'",
    "'th3 gate', 'the gate'",
    "'H4T3 it', 'HATE it'",
  })
  void wordsWrittenWithFiguresAreRead(String written, String meant) {
    assertThat(TextReader.plain(written)).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "'the 2nd mp3 of the 50s'",
    "'at 8am we sold 17 pots for 3.50'",
    "'b4 the covid19 wave'",
    "'room set5 at 10.1.0.4'",
    "'see example.org/w3 or #w3'",
    "'70% of 300 in 2015'",
    "'g20 met at the 11th'",
  })
  void numbersStayNumbers(String written) {
    assertThat(TextReader.plain(written)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "'what \uD83D\uDD25 a \uD83C\uDF3F lovely day', 'what a lovely day'",
    "'what\uD83D\uDD25a\uD83C\uDF3Flovely day', 'what a lovely day'",
    "'h\uD83D\uDD25e\uD83D\uDD25d\uD83D\uDD25g\uD83D\uDD25e', 'hedge'",
  })
  void emojiSprinkledBetweenWordsGo(String written, String meant) {
    assertThat(TextReader.plain(written)).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "'what a \uD83D\uDC37 you are', 'what a pig face you are'",
    "'lovely \uD83D\uDD25\uD83C\uDF3F', 'lovely fire herb'",
    "'\uD83D\uDD25 lovely', 'fire lovely'",
  })
  void emojiThatSaySomethingAreSpelledOut(String written, String meant) {
    assertThat(TextReader.plain(written)).isEqualTo(meant);
  }

  @Test
  void readingTwiceIsReadingOnce() {
    List<String> parts =
        List.of("7h3", "4", "50", " ", "'", "7", "the", "\uD83D\uDD25", "m4", ".", "!", "A", "u5");
    Random random = new Random(11);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int part = 0; part < 8; part++) {
        text.append(parts.get(random.nextInt(parts.size())))
            .append(random.nextBoolean() ? " " : "");
      }
      String once = TextReader.plain(text.toString());
      assertThat(TextReader.plain(once)).as("round %d: %s", i, text).isEqualTo(once);
    }
  }

  @Test
  void hostileTextsAreReadWithoutAnError() {
    for (String text :
        List.of("", "4", "'7", "\uD800", "\uD83D\uDD25".repeat(1_000), "4 ".repeat(1 << 18))) {
      assertThat(TextReader.plain(text)).isNotNull();
    }
  }
}
