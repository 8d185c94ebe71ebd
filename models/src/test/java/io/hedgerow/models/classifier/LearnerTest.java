package io.hedgerow.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.models.encoder.CachingEncoder;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.encoder.Encoders;
import io.hedgerow.models.head.HiddenUnits;
import io.hedgerow.models.policy.PolicyText;
import io.hedgerow.models.store.ModelStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class LearnerTest {
  private static final PolicyText SPAM =
      new PolicyText(
          "spam",
          "spam",
          List.of("Unwanted advertising, such as cheap goods, easy money or followers for sale."),
          List.of("buy now with a huge discount", "earn money from home, click this link"),
          List.of("a friend's recipe", "a question about plants"));

  private static final List<String> SOLD =
      List.of(
          "Cheap watches, order today",
          "Earn 5000 a week from home, no work",
          "Buy 1000 followers for your page",
          "Best price pills, free shipping",
          "Click the link and win a phone",
          "Loans without questions, apply now");

  private static final List<String> SHARED =
      List.of(
          "My tomatoes finally turned red",
          "Here is how I prune the hedge",
          "We walked along the river on Sunday",
          "A recipe for onion soup",
          "Does anybody know this bird?",
          "The new bench stands by the pond");

  private static Encoder encoder;

  @BeforeAll
  static void open() throws IOException {
    encoder =
        new CachingEncoder(
            Encoders.openMiniLm(new ModelStore(Path.of("none"), (_, folder) -> folder)), 2000);
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  @Test
  void theTextOfAPolicyIsAClassifierBeforeAnyLabel() {
    TextModel model = learn(List.of(), Optional.of(SPAM), Optional.empty());
    assertThat(model.provenance().method()).isEqualTo(TextModel.Method.ZERO_SHOT);
    assertThat(score(model, "Cheap phones, order now with discount"))
        .isGreaterThan(score(model, "The roses by the gate are in bloom") + 0.2);
  }

  @Test
  void aHandfulOfLabelsIsAClassifier() {
    TextModel model = learn(labelled(6), Optional.of(SPAM), Optional.empty());
    assertThat(model.provenance().method()).isEqualTo(TextModel.Method.FEW_SHOT);
    assertThat(score(model, "Cheap phones, order now with discount")).isGreaterThan(0.5);
    assertThat(score(model, "The roses by the gate are in bloom")).isLessThan(0.5);
  }

  @Test
  void theSameInputsGiveTheSameBytes() {
    byte[] one = TextModelFile.write(learn(labelled(6), Optional.of(SPAM), Optional.empty()));
    byte[] two = TextModelFile.write(learn(labelled(6), Optional.of(SPAM), Optional.empty()));
    assertThat(one).isEqualTo(two);
  }

  @Test
  void hundredsOfLabelsGiveAStrongerKindOfModel() {
    List<LabelledText> many = new ArrayList<>();
    for (int i = 0; i < Learner.MANY; i++) {
      String text = (i % 2 == 0 ? SOLD : SHARED).get(i / 2 % 6) + " " + i % 37;
      many.add(new LabelledText(text, Map.of("spam", i % 2 == 0)));
    }
    TextModel model = learn(many, Optional.empty(), Optional.empty());
    assertThat(model.provenance().method()).isEqualTo(TextModel.Method.MANY_SHOT);
    assertThat(score(model, "Cheap phones, order today")).isGreaterThan(0.5);
    TextModel read = TextModelFile.read("m", TextModelFile.write(model));
    assertThat(score(read, SHARED.getFirst()))
        .isCloseTo(score(model, SHARED.getFirst()), within(0.01));
  }

  @Test
  void aKnownPrevalenceMovesTheOddsByWhatTheSampleHadTooMany() {
    TextModel even = learn(labelled(6), Optional.empty(), Optional.empty());
    TextModel rare = learn(labelled(6), Optional.empty(), Optional.of(0.01));
    String text = "Cheap phones, order now";
    assertThat(odds(score(even, text)) / odds(score(rare, text))).isCloseTo(99, within(1e-6));
  }

  @Test
  void anUnknownLabelIsNotANegative() {
    List<LabelledText> some = new ArrayList<>(labelled(3));
    SOLD.forEach(text -> some.add(new LabelledText(text, Map.of("hate", false))));
    TextModel model = learn(some, Optional.empty(), Optional.empty());
    assertThat(model.provenance().positives()).isEqualTo(3);
    assertThat(model.provenance().negatives()).isEqualTo(3);
  }

  @Test
  void oneKindOfExampleOnlyIsRefusedWithNumbers() {
    List<LabelledText> sold =
        SOLD.stream().map(text -> new LabelledText(text, Map.of("spam", true))).toList();
    assertThatThrownBy(() -> learn(sold, Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("had 6 that break it and 0 that do not");
  }

  @Test
  void nothingToLearnFromIsRefused() {
    assertThatThrownBy(() -> learn(List.of(), Optional.empty(), Optional.empty()))
        .hasMessage("policy `spam` has neither a text nor labels to learn from");
  }

  @Test
  void anExplanationPointsAtTheWordsOfTheOriginalText() {
    TextModel model = learn(labelled(6), Optional.of(SPAM), Optional.empty());
    TextClassifier classifier = new TextClassifier(encoder, List.of(model));
    String text = "the garden gate, discount pills!";
    Occlusion.Part heaviest = Occlusion.explain(classifier, "spam", text).getFirst();
    assertThat(text.substring(heaviest.from(), heaviest.to())).isIn("discount", "pills!");
  }

  @Test
  void aModelOfAnotherEncoderIsRefused() {
    TextModel model = learn(labelled(6), Optional.empty(), Optional.empty());
    TextModel other =
        new TextModel(
            "spam",
            new Encoder.Identity("other", "f".repeat(64), 384, 2),
            model.head(),
            model.ngrams(),
            model.scale(),
            model.provenance());
    assertThatThrownBy(() -> new TextClassifier(encoder, List.of(other)))
        .hasMessageContaining("was trained on encoder `other` (ffffffffffff), not on `minilm`");
  }

  @Test
  void damagedModelFilesAreRefusedByName() {
    String whole =
        new String(
            TextModelFile.write(learn(labelled(6), Optional.empty(), Optional.empty())),
            StandardCharsets.UTF_8);
    for (String damaged :
        List.of(
            "",
            "{}",
            "not json",
            whole.substring(0, whole.length() / 2),
            whole.replace("\"format\":1", "\"format\":9"),
            whole.replace("\"dimensions\":384", "\"dimensions\":385"),
            whole.replace("\"weights\":\"", "\"weights\":\"!"))) {
      assertThatThrownBy(
              () -> TextModelFile.read("m.json", damaged.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("m.json is no text model: ");
    }
  }

  @Test
  void hiddenUnitsAreKeptInTheFileAndDamageToThemIsRefused() {
    TextModel linear = learn(labelled(6), Optional.empty(), Optional.empty());
    int features = linear.head().weights().length;
    float[] weights = new float[8 * features];
    float[] outputs = new float[8];
    Random random = new Random(3);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    Arrays.fill(outputs, 0.5f);
    TextModel model =
        linear.withHidden(Optional.of(new HiddenUnits(weights, new float[8], outputs)));
    String whole = new String(TextModelFile.write(model), StandardCharsets.UTF_8);
    TextModel read = TextModelFile.read("m", whole.getBytes(StandardCharsets.UTF_8));
    assertThat(score(read, SOLD.getFirst())).isEqualTo(score(model, SOLD.getFirst()));
    assertThat(score(read, SOLD.getFirst())).isNotEqualTo(score(linear, SOLD.getFirst()));
    assertThat(whole).contains("\"format\":2");
    assertThat(new String(TextModelFile.write(linear), StandardCharsets.UTF_8))
        .contains("\"format\":1");
    for (String damaged :
        List.of(
            whole.replace("\"units\":8", "\"units\":3"),
            whole.replace("\"units\":8", "\"units\":0"),
            whole.replace("\"units\":8", "\"units\":2000000000"),
            whole.replace("\"biases\":\"", "\"biases\":\"AAAA"),
            whole.replaceFirst("\"outputs\":\"[^\"]*", "\"outputs\":\"AADAfwAAAAA="))) {
      assertThatThrownBy(
              () -> TextModelFile.read("m.json", damaged.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("m.json is no text model: ");
    }
  }

  @Test
  void aFileWithAnyByteChangedIsRefusedOrStillScoresWithinZeroAndOne() {
    TextModel linear = learn(labelled(6), Optional.empty(), Optional.empty());
    HiddenUnits units =
        new HiddenUnits(new float[linear.head().weights().length], new float[1], new float[] {1});
    byte[] whole = TextModelFile.write(linear.withHidden(Optional.of(units)));
    Random random = new Random(17);
    TextReader.Reading reading = new TextReader(encoder).read(List.of(SOLD.getFirst())).getFirst();
    for (int round = 0; round < 2_000; round++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      try {
        double score =
            TextModelFile.read("m.json", damaged).score(reading.features(), reading.ngrams());
        assertThat(score).as("round %d", round).isBetween(0.0, 1.0);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageStartingWith("m.json is no text model: ");
      }
    }
  }

  private static TextModel learn(
      List<LabelledText> labelled, Optional<PolicyText> policy, Optional<Double> prevalence) {
    return new Learner(encoder, List.of())
        .learn(new Learner.Task("spam", policy, labelled, SHARED, prevalence, 7, List.of()));
  }

  private static List<LabelledText> labelled(int each) {
    List<LabelledText> labelled = new ArrayList<>();
    SOLD.subList(0, each).forEach(t -> labelled.add(new LabelledText(t, Map.of("spam", true))));
    SHARED.subList(0, each).forEach(t -> labelled.add(new LabelledText(t, Map.of("spam", false))));
    return labelled;
  }

  private static double odds(double probability) {
    return probability / (1 - probability);
  }

  private static double score(TextModel model, String text) {
    return new TextClassifier(encoder, List.of(model))
        .classify(List.of(text))
        .getFirst()
        .getOrDefault("spam", Double.NaN);
  }
}
