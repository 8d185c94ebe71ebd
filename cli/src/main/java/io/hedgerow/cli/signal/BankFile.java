package io.hedgerow.cli.signal;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.matching.bank.BankCsv;
import io.hedgerow.matching.bank.Delta;
import io.hedgerow.matching.bank.DeltaJson;
import io.hedgerow.matching.bank.DeltaReading;
import io.hedgerow.matching.bank.KnownHash;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Known hashes in a file: one a line, CSV, or JSON as {@code GET /v1/banks/BANK/export} writes it.
 */
public final class BankFile {
  private BankFile() {}

  private record Name(String source, String id) {}

  /**
   * Reads the file. Rows that are no hash are named on the writer and left out.
   *
   * @throws CommandFailure if there is no such file or no hash in it
   */
  public static List<KnownHash> read(Path file, PrintWriter errors) throws IOException {
    String text = text(file);
    List<KnownHash> hashes =
        text.stripLeading().startsWith("{") ? json(file, text, errors) : csv(file, text, errors);
    errors.flush();
    if (hashes.isEmpty()) {
      throw new CommandFailure("no PDQ hashes in " + file);
    }
    return hashes;
  }

  private static String text(Path file) throws IOException {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      throw new CommandFailure("no such file: " + file);
    }
  }

  private static List<KnownHash> csv(Path file, String text, PrintWriter errors) {
    BankCsv.Reading reading = BankCsv.read(text.lines().toList());
    report(file, reading.faults(), errors);
    return reading.hashes();
  }

  private static List<KnownHash> json(Path file, String text, PrintWriter errors) {
    return switch (DeltaJson.threatExchange("", text)) {
      case DeltaReading.Page(Delta page) -> {
        report(file, page.faults(), errors);
        yield applied(page.changes());
      }
      case DeltaReading.Unreadable(String message) ->
          throw new CommandFailure(file + ": " + message);
    };
  }

  private static List<KnownHash> applied(List<Delta.Change> changes) {
    Map<Name, KnownHash> hashes = new LinkedHashMap<>();
    for (Delta.Change change : changes) {
      switch (change) {
        case Delta.Change.Put(KnownHash known) ->
            hashes.put(new Name(known.source(), known.id()), known);
        case Delta.Change.Withdrawn(String source, String id) ->
            hashes.remove(new Name(source, id));
      }
    }
    return List.copyOf(hashes.values());
  }

  private static void report(Path file, List<String> faults, PrintWriter errors) {
    faults.forEach(fault -> errors.println("hedgerow: " + file + ": " + fault));
  }
}
