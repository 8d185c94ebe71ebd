package io.hedgerow.server.pack;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.PackCompilation;
import io.hedgerow.engine.pack.Diagnostic;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.PackLoader;
import io.hedgerow.engine.pack.PackLoading;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.pack.StoredPacks;
import io.hedgerow.ledger.rulebook.Rulebook;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The packs a server knows, and which of them is active. Packs are kept as their files; every use
 * compiles a copy of its own, since a compiled pack belongs to one thread. Thread-safe.
 */
public final class PackShelf {
  /**
   * What runs before anybody gave a pack: every event is allowed, and says that its type is not
   * known. A pack must declare a type, so this one declares a type that nobody sends.
   */
  private static final Map<String, byte[]> NOTHING =
      Map.of(
          "pack.yaml",
          "name: nothing\ndescription: No pack is active.\nowners: []\n"
              .getBytes(StandardCharsets.UTF_8),
          "events.yaml",
          "lateness: 1h\ntypes:\n  hedgerow.nothing: {}\n".getBytes(StandardCharsets.UTF_8));

  private final LedgerReader reader;
  private volatile Pack active;

  private PackShelf(LedgerReader reader, Pack active) {
    this.reader = reader;
    this.active = active;
  }

  /**
   * Opens the shelf and says which pack is active: the one people activated last, or the folder's
   * when its version has never been here.
   *
   * @throws PackUnusable when the folder's pack has errors
   */
  public static PackShelf open(Ledger ledger, LedgerReader reader, Optional<Path> folder) {
    folder.ifPresent(path -> bring(ledger, reader, path));
    Pack active = activeIn(reader);
    ledger.use(Rulebook.of(active));
    return new PackShelf(reader, active);
  }

  private static void bring(Ledger ledger, LedgerReader reader, Path folder) {
    Map<String, byte[]> files = PackFolder.read(folder);
    switch (check(files)) {
      case Checked.Sound(CompiledPack compiled, List<Diagnostic> _) -> {
        boolean unknown = ledger.keepPack(compiled.pack(), files, "start");
        if (unknown || activeVersion(reader).isEmpty()) {
          ledger.activate(compiled.pack(), "start", "given at start");
        }
      }
      case Checked.Broken(List<Diagnostic> diagnostics) ->
          throw new PackUnusable(folder, diagnostics);
    }
  }

  private static Optional<String> activeVersion(LedgerReader reader) {
    return reader.packActivations(1).stream().findFirst().map(StoredPacks.Activation::version);
  }

  /** The pack that people activated last, as the ledger has it; an empty one when there is none. */
  public static Pack activeIn(LedgerReader reader) {
    return activeVersion(reader)
        .map(version -> load(reader, version))
        .orElseGet(PackShelf::nothing);
  }

  /** What came of checking a pack's files. */
  sealed interface Checked {
    record Sound(CompiledPack compiled, List<Diagnostic> warnings) implements Checked {}

    record Broken(List<Diagnostic> diagnostics) implements Checked {}
  }

  static Checked check(Map<String, byte[]> files) {
    return switch (PackLoader.load(files)) {
      case PackLoading.Failed failed -> new Checked.Broken(CompiledPack.everythingWrong(failed));
      case PackLoading.Loaded(Pack pack, List<Diagnostic> warnings) ->
          switch (CompiledPack.compile(pack)) {
            case PackCompilation.Compiled(CompiledPack compiled) ->
                new Checked.Sound(compiled, warnings);
            case PackCompilation.Failed(List<Diagnostic> diagnostics) ->
                new Checked.Broken(diagnostics);
          };
    };
  }

  /** The pack that decides now. */
  public Pack active() {
    return active;
  }

  /** False before any pack was given. */
  public boolean hasPack() {
    return !active.eventTypes().isEmpty();
  }

  /** A fresh copy of the active pack, compiled. */
  public CompiledPack compileActive() {
    return switch (CompiledPack.compile(active)) {
      case PackCompilation.Compiled(CompiledPack compiled) -> compiled;
      case PackCompilation.Failed(List<Diagnostic> diagnostics) ->
          throw new IllegalStateException(
              "the active pack no longer compiles: " + diagnostics.getFirst().message());
    };
  }

  /** A fresh copy of a known version, compiled; empty when it is unknown. */
  public Optional<CompiledPack> compile(String version) {
    if (version.equals(active.version())) {
      return Optional.of(compileActive());
    }
    return reader
        .packFiles(version)
        .flatMap(files ->
            switch (check(files)) {
              case Checked.Sound(CompiledPack compiled, List<Diagnostic> _) ->
                  Optional.of(compiled);
              case Checked.Broken _ -> Optional.empty();
            });
  }

  void nowActive(Pack pack) {
    active = pack;
  }

  private static Pack load(LedgerReader reader, String version) {
    Map<String, byte[]> files =
        reader
            .packFiles(version)
            .orElseThrow(() -> new IllegalStateException("pack " + version + " has no files"));
    return switch (check(files)) {
      case Checked.Sound(CompiledPack compiled, List<Diagnostic> _) -> compiled.pack();
      case Checked.Broken(List<Diagnostic> diagnostics) ->
          throw new PackUnusable(Path.of(version), diagnostics);
    };
  }

  private static Pack nothing() {
    return switch (check(NOTHING)) {
      case Checked.Sound(CompiledPack compiled, List<Diagnostic> _) -> compiled.pack();
      case Checked.Broken(List<Diagnostic> diagnostics) ->
          throw new IllegalStateException(diagnostics.getFirst().message());
    };
  }

  static Refusal unknown(String version) {
    return Refusal.of(ProblemType.NOT_FOUND, "there is no pack version `" + version + "`");
  }
}
