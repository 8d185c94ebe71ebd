package io.hedgerow.models.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CheckpointTest {
  private static final TinyCheckpoint TINY = tiny();

  private static TinyCheckpoint tiny() {
    TinyCheckpoint made = new TinyCheckpoint();
    for (int i = 0; i < 17; i++) {
      made.tensor("layer_" + i + "/kernel", new float[] {i, -i, 0.5f, 1, 2, 3}, 2, 3);
    }
    return made;
  }

  @Test
  void readsEachTensorWithItsShape() throws IOException {
    Checkpoint read = TINY.open();
    assertThat(read.names()).hasSize(17);
    assertThat(read.shape("layer_11/kernel")).containsExactly(2, 3);
    assertThat(read.floats("layer_11/kernel")).containsExactly(11, -11, 0.5f, 1, 2, 3);
  }

  @Test
  void aTensorThatIsNotThereIsNamed() throws IOException {
    Checkpoint read = TINY.open();
    assertThatThrownBy(() -> read.floats("layer_99/kernel"))
        .isInstanceOf(IOException.class)
        .hasMessage("the checkpoint has no tensor `layer_99/kernel`");
  }

  @Test
  void aBitThatTurnedInATensorIsFound() throws IOException {
    byte[] data = TINY.data();
    data[5] ^= 1;
    Checkpoint read = Checkpoint.open(TINY.index(), () -> new ByteArrayInputStream(data));
    assertThatThrownBy(() -> read.floats("layer_0/kernel"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("tensor `layer_0/kernel` is damaged");
    assertThat(read.floats("layer_1/kernel")).startsWith(1, -1);
  }

  @Test
  void dataCutShortIsFound() throws IOException {
    byte[] data = Arrays.copyOf(TINY.data(), TINY.data().length - 1);
    Checkpoint read = Checkpoint.open(TINY.index(), () -> new ByteArrayInputStream(data));
    assertThatThrownBy(() -> read.floats("layer_16/kernel"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("beyond the end of the file");
  }

  @Test
  void noDamageToTheIndexIsMoreThanAnError() {
    Random random = new Random(7);
    byte[] whole = TINY.index();
    for (int round = 0; round < 2_000; round++) {
      byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      if (!Arrays.equals(damaged, whole)) {
        try {
          Checkpoint.open(damaged, () -> new ByteArrayInputStream(TINY.data()));
        } catch (IOException expected) {
          assertThat(expected).hasMessageMatching("(?s).+");
        }
      }
    }
  }
}
