package io.hedgerow.cli.pack;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.engine.pack.PackChange;
import io.hedgerow.engine.pack.PackChange.Detail;
import io.hedgerow.engine.pack.PackDiff;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what differs between two packs by meaning. */
@Command(
    name = "diff",
    description = "Say what differs between two packs by meaning, not by line.",
    footer = {
      "",
      "Layout, comments and the file a rule stands in make no difference. Ends with 1 when"
          + " something differs. To see what a change does to events, use pack backtest --against.",
      "",
      "Example: hedgerow pack diff packs/pinboard packs/new"
    })
final class PackDiffCommand implements Callable<Integer> {
  private static final int MOST_DETAILS = 20;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "BEFORE", description = "The pack's folder as it was.")
  private Path before;

  @Parameters(index = "1", paramLabel = "AFTER", description = "The pack's folder as it is now.")
  private Path after;

  @Option(names = "--json", description = "Print one JSON object a line for each changed part.")
  private boolean json;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  PackDiffCommand() {}

  @Override
  public Integer call() {
    List<PackChange> changes =
        PackDiff.between(PackArgument.load(before).pack(), PackArgument.load(after).pack());
    PrintWriter out = spec.commandLine().getOut();
    for (PackChange change : changes) {
      if (json) {
        out.println(CanonicalJson.write(object(change)));
      } else {
        print(change, out);
      }
    }
    if (changes.isEmpty() && !json) {
      out.println("nothing differs in meaning");
    }
    out.flush();
    return changes.isEmpty() ? 0 : 1;
  }

  private static void print(PackChange change, PrintWriter out) {
    out.printf("%s %s: %s%n", change.part(), change.id(), word(change));
    change.note().ifPresent(note -> out.println("  (" + note + ")"));
    if (change.kind() == PackChange.Kind.REMOVED) {
      return;
    }
    change.details().stream().limit(MOST_DETAILS).forEach(detail -> print(detail, out));
    int more = change.details().size() - MOST_DETAILS;
    if (more > 0) {
      out.println("  … and " + more + " more");
    }
  }

  private static void print(Detail detail, PrintWriter out) {
    String was = line(detail.before());
    String is = line(detail.after());
    if (detail.before().isPresent() && detail.after().isPresent()) {
      out.printf("  %s%n    - %s%n    + %s%n", detail.attribute(), was, is);
    } else {
      String sign = detail.after().isPresent() ? "+" : "-";
      out.printf("  %s %s: %s%n", sign, detail.attribute(), is.isEmpty() ? was : is);
    }
  }

  private static String line(Optional<String> value) {
    return value.map(text -> text.replaceAll("\\s+", " ")).orElse("");
  }

  private static String word(PackChange change) {
    return change.kind().name().toLowerCase(Locale.ROOT);
  }

  private static Object object(PackChange change) {
    return members(
        "part", change.part(),
        "id", change.id(),
        "change", word(change),
        "note", change.note(),
        "details",
            change.details().stream()
                .map(detail ->
                    members(
                        "attribute", detail.attribute(),
                        "before", detail.before(),
                        "after", detail.after()))
                .toList());
  }
}
