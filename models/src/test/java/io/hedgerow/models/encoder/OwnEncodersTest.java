package io.hedgerow.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.models.store.FileState;
import io.hedgerow.models.store.ModelCatalogue;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.ModelUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the default encoder's own files as somebody's. */
final class OwnEncodersTest {
  private static final String CARD =
      """
      {"name": "ours", "licence": "Apache-2.0", "pooling": "mean", "maximum_tokens": 64}
      """;

  @TempDir private Path brought;
  @TempDir private Path kept;
  private ModelStore store;
  private OwnEncoders own;

  @BeforeEach
  void bring() throws IOException {
    store =
        new ModelStore(
            kept,
            (source, _) -> {
              throw new IOException("no network in tests: " + source);
            });
    own = new OwnEncoders(store);
    write("card.json", CARD);
    Files.write(
        brought.resolve("model.onnx"), store.read(ModelCatalogue.MINILM, ModelCatalogue.GRAPH));
    Files.write(
        brought.resolve("tokenizer.json"),
        store.read(ModelCatalogue.MINILM, ModelCatalogue.TOKENIZER));
  }

  private void write(String name, String content) throws IOException {
    Files.write(brought.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aRegisteredEncoderIsOpenedByItsNameAndEncodesLikeItsFiles() throws IOException {
    own.register(brought);
    try (Encoder ours = Encoders.open(store, "ours");
        Encoder default1 = Encoders.openMiniLm(store)) {
      assertThat(ours.identity().name()).isEqualTo("ours");
      assertThat(ours.identity().sha256()).isEqualTo(default1.identity().sha256());
      assertThat(ours.identity().layers()).isZero();
      assertThat(ours.encode("a hedge of roses").vector())
          .containsExactly(default1.encode("a hedge of roses").vector());
    }
    assertThat(own.list()).extracting(EncoderCard::name).containsExactly("ours");
    assertThat(own.state(own.find("ours").orElseThrow())).isEqualTo(FileState.FETCHED);
  }

  @Test
  void aFileChangedAfterwardsIsNeverUsed() throws IOException {
    own.register(brought);
    Path file = kept.resolve("ours").resolve("model.onnx");
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
    EncoderCard card = own.find("ours").orElseThrow();
    assertThat(own.state(card)).isEqualTo(FileState.DAMAGED);
    assertThatThrownBy(() -> own.open(card))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessageContaining("`model.onnx` of encoder `ours` must have SHA-256")
        .hasMessageContaining("run `hedgerow models add` again");
    Files.delete(file);
    assertThat(own.state(card)).isEqualTo(FileState.MISSING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | `name` must be small letters, digits and hyphens",
        "{\"name\":\"Ours\",\"licence\":\"MIT\"} | was `Ours`",
        "{\"name\":\"../up\",\"licence\":\"MIT\"} | was `../up`",
        "{\"name\":\"ours\"} | `licence` must be there",
        "{\"name\":\"ours\",\"licence\":\"MIT\",\"pooling\":\"max\"} | `pooling` must be mean or first",
        "{\"name\":\"ours\",\"licence\":\"MIT\",\"maximum_tokens\":513} | `maximum_tokens` must be in [2, 512]",
        "{\"name\":\"minilm\",\"licence\":\"MIT\"} | is the name of a model of the catalogue",
        "{\"name\":\"static\",\"licence\":\"MIT\"} | is the name of a model of the catalogue",
        "{\"name\": | is not JSON",
      })
  void aCardThatCannotBeIsRefusedAndNothingIsKept(String card, String why) throws IOException {
    write("card.json", card);
    assertRefused(why);
  }

  @Test
  void aMissingFileIsNamedAndNothingIsKept() throws IOException {
    Files.delete(brought.resolve("model.onnx"));
    assertRefused("model.onnx");
  }

  @Test
  void bytesThatAreNoNetworkAreRefusedAndNothingIsKept() throws IOException {
    write("model.onnx", "no network");
    assertRefused("model `ours` cannot be opened");
  }

  @Test
  void aNameThatNobodyRegisteredIsAnsweredWithTheNamesThereAre() throws IOException {
    own.register(brought);
    assertThatThrownBy(() -> Encoders.open(store, "our"))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessage("there is no encoder `our`; valid: static, minilm, bge-small, mbert, ours");
  }

  private void assertRefused(String why) throws IOException {
    assertThatThrownBy(() -> own.register(brought))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessageContaining(why);
    assertThat(own.list()).isEmpty();
  }
}
