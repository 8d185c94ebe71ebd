package io.hedgerow.cli.pack;

import io.hedgerow.engine.pack.PackFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lays out a pack's files in one way. */
@Command(
    name = "format",
    description = "Lay out a pack's files in one way, keeping comments.",
    footer = {
      "",
      "Keys go in the order the reference has them; the text of conditions and policies is not"
          + " touched. The pack means the same after it, under another version.",
      "",
      "Example: hedgerow pack format --dry-run packs/pinboard"
    })
final class PackFormatCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PACK", description = "The pack's folder.")
  private Path folder;

  @Option(
      names = "--dry-run",
      description = "Change nothing; name the files that would change and end with 1.")
  private boolean dryRun;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  PackFormatCommand() {}

  @Override
  public Integer call() throws IOException {
    Map<String, String> changes = PackFormat.changes(PackArgument.load(folder).pack().sources());
    PrintWriter out = spec.commandLine().getOut();
    for (Map.Entry<String, String> change : changes.entrySet()) {
      if (!dryRun) {
        write(folder.resolve(change.getKey()), change.getValue());
      }
      out.println((dryRun ? "would change " : "changed ") + change.getKey());
    }
    out.flush();
    return dryRun && !changes.isEmpty() ? 1 : 0;
  }

  /** A file is replaced whole or not at all. */
  private static void write(Path file, String text) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".formatting");
    try {
      Files.writeString(half, text);
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(half);
    }
  }
}
