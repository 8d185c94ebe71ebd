package io.hedgerow.cli.signal;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.matching.bank.HashBank;
import io.hedgerow.matching.bank.KnownHash;
import io.hedgerow.server.scoring.TextModels;
import io.hedgerow.server.scoring.TextScores;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Where scores and matches come from when a pack runs without a server. */
public final class SignalOptions {
  @Option(
      names = "--bank",
      paramLabel = "NAME=FILE",
      description =
          "Known hashes of a bank of the pack: one a line, CSV, or JSON as banks are exported;"
              + " repeatable.")
  private Map<String, Path> banks = new LinkedHashMap<>();

  @Option(
      names = "--pictures",
      paramLabel = "FOLDER",
      description =
          "Where the pictures are that events name by the id of an upload; hashes (pdq:…) need"
              + " none.")
  private Optional<Path> pictures = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "A text model for score.NAME, in place of the one that comes with the program; repeatable.")
  private List<Path> models = new ArrayList<>();

  /**
   * Reads banks and lists pictures; says which banks of the packs have no file.
   *
   * @throws CommandFailure if a file cannot be read or names a bank that no pack has
   */
  public OfflineSignals open(PrintWriter errors, List<Pack> packs) throws IOException {
    TreeSet<String> declared = new TreeSet<>();
    packs.forEach(pack -> declared.addAll(pack.banks().keySet()));
    Map<String, HashBank> known = new HashMap<>();
    for (Map.Entry<String, Path> bank : banks.entrySet()) {
      known.put(bank.getKey(), read(bank.getKey(), bank.getValue(), declared, errors));
    }
    declared.stream()
        .filter(name -> !banks.containsKey(name))
        .forEach(name ->
            errors.printf("hedgerow: bank `%s` is empty here; give --bank %s=FILE%n", name, name));
    errors.flush();
    PictureFolder folder =
        pictures.isPresent() ? PictureFolder.of(pictures.get(), errors) : PictureFolder.none();
    return new OfflineSignals(new TextScores(() -> TextModels.open(models)), known, folder);
  }

  private static HashBank read(String name, Path file, TreeSet<String> declared, PrintWriter errors)
      throws IOException {
    if (!declared.contains(name)) {
      throw new CommandFailure(
          "the pack has no bank `%s`; %s"
              .formatted(
                  name,
                  declared.isEmpty() ? "it has none" : "it has " + String.join(", ", declared)));
    }
    HashBank bank = OfflineSignals.empty(name);
    for (KnownHash hash : BankFile.read(file, errors)) {
      bank.put(hash);
    }
    return bank;
  }
}
