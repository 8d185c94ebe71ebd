package io.hedgerow.models.encoder;

import io.hedgerow.models.store.FileState;
import io.hedgerow.models.store.ModelCatalogue;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.ModelUnavailable;
import io.hedgerow.models.store.Sha256;
import io.hedgerow.models.tokenizer.TokenizerFile;
import io.hedgerow.models.tokenizer.WordPiece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Encoders that people bring along: a folder with {@code card.json}, {@code model.onnx} and either
 * {@code tokenizer.json} or {@code vocabulary.txt}. Registering one runs it once and copies it into
 * the store with the hash of each file, so that it is checked like a pinned one ever after.
 *
 * @param store where it goes
 */
public record OwnEncoders(ModelStore store) {
  private static final String CARD = "card.json";

  /**
   * Copies an encoder into the store.
   *
   * @throws ModelUnavailable if a file is missing, the card says something that cannot be, the name
   *     is taken by the catalogue, or the network cannot be run; nothing is then written
   */
  public EncoderCard register(Path folder) throws IOException {
    EncoderCard card = card(folder.resolve(CARD));
    if (ModelCatalogue.find(card.name()).isPresent() || card.name().equals(Encoders.STATIC)) {
      throw new ModelUnavailable(
          "`%s` is the name of a model of the catalogue; give yours another"
              .formatted(card.name()));
    }
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put(ModelCatalogue.GRAPH, required(folder.resolve(ModelCatalogue.GRAPH)));
    String vocabulary =
        Files.exists(folder.resolve(ModelCatalogue.TOKENIZER))
            ? ModelCatalogue.TOKENIZER
            : ModelCatalogue.PIECES;
    contents.put(vocabulary, required(folder.resolve(vocabulary)));
    open(card, contents).close();
    keep(card, contents);
    return card;
  }

  private void keep(EncoderCard card, Map<String, byte[]> contents) throws IOException {
    Path place = store.folder().resolve(card.name());
    Files.createDirectories(place);
    Map<String, byte[]> all = new LinkedHashMap<>(contents);
    all.put(CARD, card.write(contents)); // last, so that half a copy is no encoder
    Files.deleteIfExists(place.resolve(CARD));
    for (Map.Entry<String, byte[]> file : all.entrySet()) {
      Path part = Files.createTempFile(place, ".part-", "");
      Files.write(part, file.getValue());
      Files.move(
          part,
          place.resolve(file.getKey()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Cards of the registered encoders, by name. */
  public List<EncoderCard> list() throws IOException {
    List<EncoderCard> cards = new ArrayList<>();
    if (Files.isDirectory(store.folder())) {
      try (Stream<Path> folders = Files.list(store.folder())) {
        for (Path folder : folders.sorted().toList()) {
          if (Files.exists(folder.resolve(CARD))) {
            cards.add(card(folder.resolve(CARD)));
          }
        }
      }
    }
    return cards;
  }

  /** The card of the registered encoder of this name. */
  public Optional<EncoderCard> find(String name) throws IOException {
    return list().stream().filter(card -> card.name().equals(name)).findFirst();
  }

  /** What is there of its files; the worst of all. */
  public FileState state(EncoderCard card) throws IOException {
    FileState worst = FileState.FETCHED;
    for (Map.Entry<String, String> file : card.files().entrySet()) {
      Path place = store.folder().resolve(card.name()).resolve(file.getKey());
      FileState state =
          !Files.exists(place)
              ? FileState.MISSING
              : Sha256.of(place).equals(file.getValue()) ? FileState.FETCHED : FileState.DAMAGED;
      worst = state.compareTo(worst) > 0 ? state : worst;
    }
    return worst;
  }

  /**
   * Opens a registered encoder.
   *
   * @throws ModelUnavailable if a file is missing or not what was registered
   */
  public OnnxEncoder open(EncoderCard card) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (Map.Entry<String, String> file : card.files().entrySet()) {
      byte[] content = required(store.folder().resolve(card.name()).resolve(file.getKey()));
      if (!Sha256.of(content).equals(file.getValue())) {
        throw new ModelUnavailable(
            "`%s` of encoder `%s` must have SHA-256 %s, has %s; run `hedgerow models add` again"
                .formatted(file.getKey(), card.name(), file.getValue(), Sha256.of(content)));
      }
      contents.put(file.getKey(), content);
    }
    return open(card, contents);
  }

  private static OnnxEncoder open(EncoderCard card, Map<String, byte[]> contents)
      throws IOException {
    OnnxEncoder.Settings settings =
        new OnnxEncoder.Settings(
            card.name(), card.pooling(), card.innerLayers(), card.maximumTokens(), Encoders.BATCH);
    byte[] graph = content(card, contents, ModelCatalogue.GRAPH);
    return OnnxEncoder.open(settings, graph, tokenizer(card, contents));
  }

  private static WordPiece tokenizer(EncoderCard card, Map<String, byte[]> contents)
      throws ModelUnavailable {
    try {
      return contents.containsKey(ModelCatalogue.TOKENIZER)
          ? TokenizerFile.readJson(content(card, contents, ModelCatalogue.TOKENIZER))
          : TokenizerFile.readList(
              content(card, contents, ModelCatalogue.PIECES), card.lowerCase());
    } catch (IllegalArgumentException wrong) {
      throw new ModelUnavailable("encoder `%s`: %s".formatted(card.name(), wrong.getMessage()));
    }
  }

  private static byte[] content(EncoderCard card, Map<String, byte[]> contents, String file)
      throws ModelUnavailable {
    byte[] content = contents.get(file);
    if (content == null) {
      throw new ModelUnavailable(
          "the card of encoder `%s` names no `%s`".formatted(card.name(), file));
    }
    return content;
  }

  private static EncoderCard card(Path file) throws IOException {
    try {
      return EncoderCard.read(file.toString(), required(file));
    } catch (IllegalArgumentException wrong) {
      throw new ModelUnavailable(String.valueOf(wrong.getMessage()));
    }
  }

  private static byte[] required(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ModelUnavailable("there is no file " + file);
    }
    return Files.readAllBytes(file);
  }
}
