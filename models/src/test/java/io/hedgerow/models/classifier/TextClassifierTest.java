package io.hedgerow.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.models.encoder.Embedding;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.head.LinearHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** On encoders that see a text's length, each in its own unit. */
final class TextClassifierTest {
  private final List<String> calls = new ArrayList<>();

  @Test
  void eachModelReadsItsOwnEncoderAndEachEncoderReadsATextOnce() {
    List<TextModel> models = List.of(model("a", "ones"), model("b", "tens"), model("c", "ones"));
    try (TextClassifier classifier = new TextClassifier(new TextReaders(this::open), models)) {
      assertThat(calls).isEmpty();
      Map<String, Double> scores = classifier.classify(List.of("four")).getFirst();
      assertThat(scores.keySet()).containsExactly("a", "b", "c");
      assertThat(scores.get("a")).isCloseTo(LinearHead.probability(4), within(1e-6));
      assertThat(scores.get("b")).isCloseTo(LinearHead.probability(40), within(1e-6));
      assertThat(scores.get("c")).isEqualTo(scores.get("a"));
      assertThat(calls).containsExactly("open ones", "ones four", "open tens", "tens four");
    }
    assertThat(calls).contains("close ones", "close tens");
  }

  @Test
  void anEncoderThatNoModelAsksForIsNeitherOpenedNorRun() {
    TextModel used = model("a", "ones");
    try (TextClassifier classifier =
        new TextClassifier(new TextReaders(this::open), List.of(used, model("b", "tens")))) {
      Function<TextModel, TextReader.Reading> reading = classifier.read("four");
      assertThat(reading.apply(used).features()).containsExactly(4);
      assertThat(reading.apply(used)).isSameAs(reading.apply(used));
      assertThat(calls).containsExactly("open ones", "ones four");
    }
  }

  @Test
  void aModelOfAnotherEncoderIsRefusedByAClassifierOfOne() {
    Encoder ones = open(identity("ones"));
    assertThatThrownBy(() -> new TextClassifier(ones, List.of(model("b", "tens"))))
        .hasMessageContaining("the model for `b` was trained on encoder `tens`")
        .hasMessageContaining("not on `ones`");
    assertThatThrownBy(
            () -> new TextClassifier(ones, List.of(model("a", "ones"), model("a", "ones"))))
        .hasMessage("two models are for policy `a`");
  }

  private static TextModel model(String policy, String encoder) {
    return new TextModel(
        policy,
        identity(encoder),
        new LinearHead(new float[] {1}, 0),
        Optional.empty(),
        LogitScale.NONE,
        new TextModel.Provenance(TextModel.Method.FEW_SHOT, 1, 1, 0, 1, "", List.of()));
  }

  private static Encoder.Identity identity(String name) {
    return new Encoder.Identity(name, (name + "0".repeat(64)).substring(0, 64), 1, 0);
  }

  private Encoder open(Encoder.Identity identity) {
    calls.add("open " + identity.name());
    return new Lengths(identity, calls);
  }

  private record Lengths(Identity identity, List<String> calls) implements Encoder {
    @Override
    public List<Embedding> encode(List<String> texts) {
      texts.forEach(text -> calls.add(identity.name() + " " + text));
      float unit = identity.name().equals("tens") ? 10 : 1;
      return texts.stream()
          .map(text -> new Embedding(new float[] {unit * text.length()}, new float[0]))
          .toList();
    }

    @Override
    public void close() {
      calls.add("close " + identity.name());
    }
  }
}
