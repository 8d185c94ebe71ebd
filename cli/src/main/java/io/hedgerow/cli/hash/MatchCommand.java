package io.hedgerow.cli.hash;

import io.hedgerow.cli.signal.BankFile;
import io.hedgerow.matching.bank.Bank;
import io.hedgerow.matching.bank.KnownHash;
import io.hedgerow.matching.image.Turn;
import io.hedgerow.matching.image.pdq.Pdq;
import io.hedgerow.matching.index.HashIndex;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints which known hashes pictures are near to. */
@Command(
    name = "match",
    description = {
      "Match pictures, turned and mirrored in all eight ways, with a file of known hashes.",
      "Prints file,distance,turn,id,source,tags for every known hash within the distance."
    },
    footer = {"%nExample:", "  hedgerow hash match --bank known.csv upload.jpg"},
    exitCodeList = {
      "0:nothing matched",
      "1:something matched, or a picture could not be read",
      "2:could not run"
    })
final class MatchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--bank",
      required = true,
      paramLabel = "FILE",
      description =
          "Known hashes: one a line, CSV with an indicator or hash column, or exported JSON.")
  private Path bankFile;

  @Option(
      names = "--distance",
      defaultValue = "31",
      description = "The most bits that may differ, 0 to 31; default ${DEFAULT-VALUE}.")
  private int distance;

  @Option(
      names = "--quality",
      defaultValue = "50",
      description =
          "The least quality a picture must have to be matched; default ${DEFAULT-VALUE}.")
  private int quality;

  @Parameters(paramLabel = "FILES", arity = "1..*", description = "Pictures; - is standard input.")
  private List<String> files;

  private int matched;

  @SuppressWarnings("NullAway.Init")
  MatchCommand() {}

  @Override
  public Integer call() throws IOException {
    if (distance < 0 || distance > Bank.MOST_DISTANCE) {
      throw new ParameterException(
          spec.commandLine(), "--distance must be in [0, 31], was " + distance);
    }
    List<KnownHash> known = BankFile.read(bankFile, spec.commandLine().getErr());
    HashIndex index = new HashIndex();
    index.addAll(known.stream().map(KnownHash::hash).toList());
    PrintWriter out = spec.commandLine().getOut();
    int failed =
        new Pictures(false, spec.commandLine().getErr())
            .each(files, (name, pixels) -> match(name, Pdq.dihedral(pixels), index, known, out));
    out.flush();
    return failed == 0 && matched == 0 ? 0 : 1;
  }

  private void match(
      String name, Pdq.Dihedral picture, HashIndex index, List<KnownHash> known, PrintWriter out) {
    if (picture.quality() < quality) {
      spec.commandLine()
          .getErr()
          .printf(
              "hedgerow: %s: not matched, its quality is %d and must be at least %d%n",
              name, picture.quality(), quality);
      return;
    }
    for (Turn turn : Turn.values()) {
      for (HashIndex.Hit hit : index.search(picture.hash(turn), distance)) {
        KnownHash found = known.get(hit.slot());
        matched++;
        out.printf(
            "%s,%d,%s,%s,%s,%s%n",
            name,
            hit.distance(),
            turn.name().toLowerCase(Locale.ROOT),
            found.id(),
            found.source(),
            String.join(";", found.tags()));
      }
    }
  }
}
