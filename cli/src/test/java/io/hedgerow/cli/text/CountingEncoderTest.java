package io.hedgerow.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.models.encoder.Embedding;
import io.hedgerow.models.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CountingEncoderTest {
  private final List<Integer> asked = new ArrayList<>();
  private boolean closed;

  @Test
  void textsAreReadInSlicesAndAnsweredInTheirOrder() {
    List<String> texts = IntStream.range(0, 600).mapToObj("x"::repeat).toList();
    try (Encoder counting = CountingEncoder.of(new Lengths())) {
      assertThat(counting.identity().name()).isEqualTo("lengths");
      assertThat(counting.encode(texts).stream().map(each -> (int) each.vector()[0]))
          .containsExactlyElementsOf(IntStream.range(0, 600).boxed().toList());
      assertThat(counting.encode(List.of())).isEmpty();
    }
    assertThat(asked).containsExactly(256, 256, 88);
    assertThat(closed).isTrue();
  }

  private final class Lengths implements Encoder {
    @Override
    public Identity identity() {
      return new Identity("lengths", "0".repeat(64), 1, 0);
    }

    @Override
    public List<Embedding> encode(List<String> texts) {
      asked.add(texts.size());
      return texts.stream()
          .map(text -> new Embedding(new float[] {text.length()}, new float[0]))
          .toList();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
