package io.hedgerow.cli.hash;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.Turn;
import io.hedgerow.matching.image.pdq.Pdq;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints PDQ hashes. */
@Command(
    name = "pdq",
    description = {
      "Print the PDQ hash of pictures: hash,quality,file.",
      "Pixels are taken as stored, as Meta's hasher does; --upright turns them first as EXIF says.",
      "A picture that cannot be read is named on standard error; the others go on."
    },
    footer = {
      "%nExamples:",
      "  hedgerow hash pdq photo.jpg",
      "  hedgerow hash pdq --dihedral *.png > hashes.csv",
      "  cat photo.jpg | hedgerow hash pdq -"
    },
    exitCodeList = {
      "0:every picture was hashed",
      "1:a picture could not be read",
      "2:could not run"
    })
final class PdqCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--dihedral",
      description = "Eight lines a picture, one for each way to turn and mirror it; adds its name.")
  private boolean dihedral;

  @Option(names = "--upright", description = "Turn pictures as their EXIF orientation says first.")
  private boolean upright;

  @Parameters(paramLabel = "FILES", arity = "1..*", description = "Pictures; - is standard input.")
  private List<String> files;

  @SuppressWarnings("NullAway.Init")
  PdqCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Pictures pictures = new Pictures(upright, spec.commandLine().getErr());
    int failed =
        pictures.each(
            files,
            (name, pixels) -> {
              if (dihedral) {
                printAll(out, name, pixels);
              } else {
                Pdq.Hashed hashed = Pdq.hash(pixels);
                out.println(hashed.hash() + "," + hashed.quality() + "," + name);
              }
            });
    out.flush();
    return failed == 0 ? 0 : 1;
  }

  private static void printAll(PrintWriter out, String name, Pixels pixels) {
    Pdq.Dihedral all = Pdq.dihedral(pixels);
    for (Turn turn : Turn.values()) {
      String how = turn.name().toLowerCase(Locale.ROOT);
      out.println(all.hash(turn) + "," + all.quality() + "," + name + "," + how);
    }
  }
}
