package io.hedgerow.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.models.store.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class BatchingEncoderTest {

  @Test
  void everyCallerGetsTheBitsThatItsTextGetsAlone() throws Exception {
    try (OnnxEncoder alone = open();
        BatchingEncoder together = BatchingEncoder.start(open(), 2, 8);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < 96; i++) {
        texts.add("hedge number " + i + " grows".repeat(i % 24));
      }
      List<Future<Embedding>> answers =
          texts.stream().map(text -> callers.submit(() -> together.encode(text))).toList();
      for (int i = 0; i < texts.size(); i++) {
        assertThat(answers.get(i).get().vector())
            .containsExactly(alone.encode(texts.get(i)).vector());
      }
    }
  }

  @Test
  void textsGivenTogetherGetTheSameBitsWhateverElseIsOnTheWay() throws Exception {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      texts.add("hedge number " + i + " grows".repeat(i % 9));
    }
    try (OnnxEncoder alone = open();
        BatchingEncoder busy = BatchingEncoder.start(open(), 2, 8);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Embedding> expected = alone.encode(texts);
      List<Future<Embedding>> others =
          texts.stream().map(text -> callers.submit(() -> busy.encode(text + "!"))).toList();
      List<Embedding> made = busy.encode(texts);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(made.get(i).vector()).containsExactly(expected.get(i).vector());
      }
      for (Future<Embedding> other : others) {
        assertThat(other.get().vector()).doesNotContain(Float.NaN);
      }
      assertThat(busy.encode(List.of())).isEmpty();
    }
  }

  @Test
  void aClosedEncoderRefusesTextsInsteadOfHanging() throws IOException {
    BatchingEncoder encoder = BatchingEncoder.start(open(), 1, 8);
    encoder.close();
    assertThatThrownBy(() -> encoder.encode("late"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the encoder is closed");
  }

  @Test
  void waitingTextsAreTakenOldestFirstWithOthersOfNearlyTheirLength() {
    WaitingTexts waiting = new WaitingTexts(3, 1);
    int[] lengths = {50, 100, 51, 101, 52, 70, 50};
    for (int length : lengths) {
      waiting.add(new int[length]);
    }
    assertThat(lengths(waiting)).containsExactly(50, 50, 51);
    assertThat(lengths(waiting)).containsExactly(100, 101);
    assertThat(lengths(waiting)).containsExactly(52);
    assertThat(lengths(waiting)).containsExactly(70);
    waiting.close();
    assertThat(waiting.take()).isEmpty();
  }

  @Test
  void fewTextsAreSharedOutToTheWorkers() {
    WaitingTexts waiting = new WaitingTexts(16, 2);
    for (int i = 0; i < 5; i++) {
      waiting.add(new int[9]);
    }
    assertThat(lengths(waiting)).hasSize(3);
    assertThat(lengths(waiting)).hasSize(1);
    assertThat(lengths(waiting)).hasSize(1);
  }

  @Test
  void batchesWasteLittleOnPaddingAndLoseNobody() {
    Random random = new Random(7);
    WaitingTexts waiting = new WaitingTexts(16, 1);
    Map<Integer, Integer> asked = new TreeMap<>();
    for (int i = 0; i < 2_000; i++) {
      int length = 2 + random.nextInt(127);
      waiting.add(new int[length]);
      asked.merge(length, 1, Integer::sum);
    }
    waiting.close();
    long oldest = -1;
    for (List<WaitingTexts.Text> taken = waiting.take(); !taken.isEmpty(); taken = waiting.take()) {
      List<Integer> lengths = taken.stream().map(text -> text.tokens().length).toList();
      int padded = lengths.size() * Collections.max(lengths);
      int tokens = lengths.stream().mapToInt(Integer::intValue).sum();
      assertThat(padded - tokens).isLessThanOrEqualTo(padded / 12);
      assertThat(padded).isLessThanOrEqualTo(256);
      assertThat(taken.getFirst().number()).isGreaterThan(oldest);
      oldest = taken.getFirst().number();
      lengths.forEach(length -> asked.merge(length, -1, Integer::sum));
    }
    assertThat(asked.values()).containsOnly(0);
  }

  @Test
  void aRepeatedTextIsEncodedOnce() {
    List<String> asked = new ArrayList<>();
    try (CachingEncoder encoder = new CachingEncoder(new Recording(asked), 2)) {
      encoder.encode(List.of("a", "b", "a"));
      encoder.encode(List.of("b", "a"));
      assertThat(asked).containsExactly("a", "b");
      encoder.encode(List.of("c", "b"));
      assertThat(encoder.encode("b").vector()).containsExactly(98f);
      assertThat(asked).containsExactly("a", "b", "c");
      encoder.encode("a");
      assertThat(asked).containsExactly("a", "b", "c", "a");
    }
  }

  private static List<Integer> lengths(WaitingTexts waiting) {
    return waiting.take().stream().map(text -> text.tokens().length).toList();
  }

  private static OnnxEncoder open() throws IOException {
    return Encoders.openMiniLm(new ModelStore(Path.of("none"), (_, folder) -> folder));
  }

  /** Makes a vector of a text's first character and writes down what it was asked. */
  private record Recording(List<String> asked) implements Encoder {
    @Override
    public Identity identity() {
      return new Identity("recording", "0".repeat(64), 1, 0);
    }

    @Override
    public List<Embedding> encode(List<String> texts) {
      asked.addAll(texts);
      return texts.stream()
          .map(text -> new Embedding(new float[] {text.charAt(0)}, new float[0]))
          .toList();
    }

    @Override
    public void close() {}
  }
}
