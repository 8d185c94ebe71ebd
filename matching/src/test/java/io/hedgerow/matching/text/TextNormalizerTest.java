package io.hedgerow.matching.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.Normalizer2;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextNormalizerTest {
  private static final TextNormalizer ALL = TextNormalizer.forTerms();

  private static String read(String text) {
    return ALL.normalize(text).text();
  }

  @ParameterizedTest
  @CsvSource({
    "'&#104;at&#x65;', hate",
    "'&amp;lt;b&amp;gt;', <b>",
    "'&amp;amp;amp;#104;', h",
    "'fish &amp; chips', fish & chips",
    "'h\u200Bat\u00ADe', hate",
    "'h\u0336a\u0336te', hate",
    "'\uFF28\uFF21\uFF34\uFF25', hate",
    "'h\u0430t\u0435', hate",
    "'\u029C\u1D00\u1D1B\u1D07', hate",
    "'\uD83C\uDDED\uD83C\uDDE6te', hate",
    "'h a t e', hate",
    "'h-a-t-e', hate",
    "'i h.a.t.e it', i hate it",
    "'h 4 t e', hate",
    "'4 4 4 4 h a t e', 4 444hate",
    "'1 2 3 4 5', 1 2 3 4 5",
    "'a.b h-a-t-e', a.b hate",
    "'U S A', u s a",
    "'h4te sh1t k!ll @ss b1tche5', hate shit kill @ss bitches",
    "'$tupid 5hit', stupid shit",
    "'covid19 2nd b4 1234 mp3', covid19 2nd b4 1234 mp3",
    "'@name name@example.org', @name name@example.org",
    "'haaaate fuuuun cooool', hate fun cool",
    "'1000000 !!!!!!', 1000000 !!!",
    "'I\uD83D\uDD25you', i fire you",
    "'\uD83D\uDC4D\uD83C\uDFFF', thumbs up sign dark skin tone",
    "'\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00', grinning face grinning face",
    "'caf\u00E9 na\u00EFve \u00F8l', caf\u00E9 na\u00EFve \u00F8l",
  })
  void readsAsMeant(String written, String meant) {
    assertThat(read(written)).isEqualTo(meant);
  }

  @Test
  void otherScriptsStayThemselves() {
    List<String> texts =
        List.of(
            "\u043E\u043D\u0430 \u0441\u0430\u043C\u0430", // every letter has a Latin look-alike
            "\u03BF \u03BD\u03CC\u03BC\u03BF\u03C2",
            "\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD",
            "\u4F60 \u597D \u5417 \u670B \u53CB",
            "\u0E2A\u0E27\u0E31\u0E2A\u0E14\u0E35");
    assertThat(texts).allSatisfy(text -> assertThat(read(text)).isEqualTo(text));
  }

  @Test
  void wordsOfLookAlikesAreLatinInLatinTextOnly() {
    String word = "\u0441\u0430\u0440\u0435";
    assertThat(read("the " + word + " of good hope")).isEqualTo("the cape of good hope");
    assertThat(read("\u043D\u0430 \u0431\u0443\u043B\u044C\u0432\u0430\u0440\u0435 " + word))
        .contains(word);
  }

  @Test
  void normalisingTwiceIsNormalisingOnce() {
    for (long seed = 0; seed < 20_000; seed++) {
      String once = read(new HostileTexts(seed).next(14));
      assertThat(read(once)).as("seed %d", seed).isEqualTo(once);
    }
  }

  @Test
  void entitiesNestedWithoutEndStillSettle() {
    String nested = "&#38;".repeat(3) + "&\uFF06#\uFF13\uFF18;".repeat(40) + "#38;".repeat(500);
    String once = read(nested);
    assertThat(read(once)).isEqualTo(once);
  }

  @Test
  void eachStretchIsTracedInOrder() {
    for (long seed = 0; seed < 5_000; seed++) {
      NormalizedText text = ALL.normalize(new HostileTexts(seed).next(14));
      int start = 0;
      int end = 0;
      for (int i = 0; i < text.text().length(); i++) {
        Span span = text.toOriginal(i, i + 1);
        assertThat(span.start()).as("seed %d, unit %d", seed, i).isGreaterThanOrEqualTo(start);
        assertThat(span.end()).isGreaterThanOrEqualTo(end).isGreaterThan(span.start());
        start = span.start();
        end = span.end();
      }
      assertThat(end).as("seed %d", seed).isLessThanOrEqualTo(text.original().length());
    }
  }

  @Test
  void spansPointAtWhatWasWritten() {
    String written = "you are a h.\u0430.t.e.r &amp; worse";
    NormalizedText text = ALL.normalize(written);
    assertThat(text.text()).isEqualTo("you are a hater & worse");
    int at = text.text().indexOf("hater");
    assertThat(text.toOriginal(at, at + 5).of(written)).isEqualTo("h.\u0430.t.e.r");
    int sign = text.text().indexOf('&');
    assertThat(text.toOriginal(sign, sign + 1).of(written)).isEqualTo("&amp;");
    int end = text.text().length();
    assertThat(text.toOriginal(end, end)).isEqualTo(new Span(written.length(), written.length()));
  }

  @Test
  void stretchOutsideTheTextIsRefused() {
    assertThatThrownBy(() -> ALL.normalize("ab").toOriginal(1, 3))
        .hasMessage("stretch must lie in 0..2, was 1..3");
  }

  /** Over characters that both the JDK and ICU know. */
  @Test
  void stretchesTogetherAreWhatIcuMakesOfTheWhole() {
    TextNormalizer unicode = new TextNormalizer(EnumSet.of(Step.UNICODE));
    Normalizer2 icu = Normalizer2.getNFKCInstance();
    for (int c = 0x20; c <= 0x10FFFF; c++) {
      boolean comparable =
          Character.isDefined(c)
              && Character.isLetterOrDigit(c)
              && !Character.isISOControl(c)
              && !Characters.isShapeless(c);
      if (comparable) {
        String text = "a" + Character.toString(c) + "\u0301b";
        assertThat(unicode.normalize(text).text()).as("U+%04X", c).isEqualTo(icu.normalize(text));
      }
    }
  }

  @Test
  void loneSurrogatesBecomeReplacementCharacters() {
    assertThat(read("a\uD83Db\uDE00")).isEqualTo("a\uFFFDb\uFFFD");
  }

  @Test
  void megabytesSettle() {
    int units = 1 << 20;
    List<String> texts =
        List.of(
            "&amp;".repeat(units / 5),
            "&" + "amp;".repeat(units / 4),
            "a ".repeat(units / 2),
            "4 ".repeat(units / 2),
            "4 a ".repeat(units / 4),
            "4.4 ".repeat(units / 4),
            "\u0301".repeat(units),
            "\uD83D\uDE00".repeat(units / 2),
            "\uD83D".repeat(units),
            "4a".repeat(units / 2),
            "a".repeat(units),
            "\u0430b".repeat(units / 2),
            "&".repeat(units),
            "@".repeat(units),
            " ".repeat(units));
    assertThat(texts).allSatisfy(text -> assertThat(read(read(text))).isEqualTo(read(text)));
  }
}
