package io.hedgerow.models.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Not a test but a measurement: runs only with {@code -Dhedgerow.speed}. */
@EnabledIfSystemProperty(named = "hedgerow.speed", matches = ".*")
final class TokenizerSpeedTest {
  private static final int TEXTS = 20_000;

  @Test
  void oursAgainstTheReferencesNativeCode() throws IOException {
    byte[] json;
    try (InputStream in =
        TokenizerSpeedTest.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
      json = Objects.requireNonNull(in).readAllBytes();
    }
    WordPiece ours = TokenizerFile.readJson(json);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      texts.add("Post " + i + ": the hedgerow by café №" + i % 97 + " is blooming, isn't it? 🌿");
    }
    try (HuggingFaceTokenizer reference =
        HuggingFaceTokenizer.newInstance(
            new ByteArrayInputStream(json), Map.of("padding", "false", "truncation", "false"))) {
      double theirs = best(texts, text -> reference.encode(text).getIds().length);
      double mine = best(texts, text -> ours.encode(text, 512).length);
      System.out.printf(
          "ours %,.0f texts/s, reference %,.0f texts/s, ratio %.1f%n", mine, theirs, mine / theirs);
      assertThat(mine).isGreaterThan(theirs);
    }
  }

  private static double best(List<String> texts, ToIntFunction<String> tokenizer) {
    double best = 0;
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      long tokens = 0;
      for (String text : texts) {
        tokens += tokenizer.applyAsInt(text);
      }
      assertThat(tokens).isPositive();
      best = Math.max(best, texts.size() / ((System.nanoTime() - start) / 1e9));
    }
    return best;
  }
}
