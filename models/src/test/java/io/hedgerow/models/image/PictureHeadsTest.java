package io.hedgerow.models.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextModelFile;
import io.hedgerow.models.image.PictureHeads.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PictureHeadsTest {
  /** Never negative, of length 1, mostly alike: as the network's are. */
  private static Example example(Random random, boolean breaks) {
    float[] values = new float[Nsfw.DIMENSIONS];
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double shift = breaks && i % 16 == 0 ? 0.6 : 0;
      values[i] = (float) Math.max(0, 1 + 0.5 * random.nextGaussian() + shift);
      squares += values[i] * values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= (float) Math.sqrt(squares);
    }
    return new Example(values, breaks);
  }

  private static List<Example> examples(long seed, int each) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      examples.add(example(random, true));
      examples.add(example(random, false));
    }
    return examples;
  }

  @Test
  void eightOfEachKindTellOthersApart() {
    TextModel model = PictureHeads.learn("spam", examples(1, 8), Optional.empty(), List.of());

    long right =
        examples(2, 100).stream()
            .filter(one -> PictureHeads.score(model, one.embedding()) > 0.5 == one.breaks())
            .count();

    assertThat(right).isGreaterThan(180);
    assertThat(PictureHeads.reads(model)).isTrue();
  }

  @Test
  void aRarePolicyLowersScoresAndNotTheirOrder() {
    List<Example> examples = examples(3, 8);
    TextModel even = PictureHeads.learn("spam", examples, Optional.empty(), List.of());
    TextModel rare = PictureHeads.learn("spam", examples, Optional.of(0.01), List.of());
    for (Example one : examples(4, 20)) {
      double before = PictureHeads.score(even, one.embedding());
      double odds = before / (1 - before) * 0.01 / 0.99;
      assertThat(PictureHeads.score(rare, one.embedding()))
          .isCloseTo(odds / (1 + odds), within(1e-6));
    }
  }

  @Test
  void aHeadIsKeptAsTextModelsAreAndComesBackTheSame() {
    List<Example> examples = examples(5, 4);
    TextModel model = PictureHeads.learn("spam", examples, Optional.empty(), List.of("ours, CC0"));
    byte[] bytes = TextModelFile.write(model);

    TextModel back = TextModelFile.read("m", bytes);

    assertThat(PictureHeads.reads(back)).isTrue();
    float[] picture = examples.getFirst().embedding();
    assertThat(PictureHeads.score(back, picture)).isEqualTo(PictureHeads.score(model, picture));
    assertThat(PictureHeads.learn("spam", examples, Optional.empty(), List.of("ours, CC0")))
        .extracting(TextModelFile::write)
        .isEqualTo(bytes);
  }

  @Test
  void examplesOfOneKindAreRefused() {
    List<Example> fine = examples(6, 3).stream().filter(one -> !one.breaks()).toList();
    assertThatThrownBy(() -> PictureHeads.learn("spam", fine, Optional.empty(), List.of()))
        .hasMessage(
            "examples of both classes are needed, had 0 that break the policy and 3 that do not");
  }
}
