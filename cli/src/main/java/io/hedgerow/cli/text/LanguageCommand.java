package io.hedgerow.cli.text;

import io.hedgerow.cli.Lines;
import io.hedgerow.cli.models.StoreOptions;
import io.hedgerow.matching.language.FastTextModel;
import io.hedgerow.matching.language.Identified;
import io.hedgerow.matching.language.LanguageIdentifier;
import io.hedgerow.models.store.ModelCatalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Names the language of texts. */
@Command(
    name = "language",
    description = {
      "Name the language of each text, `und` where nobody can tell, as JSON lines.",
      "Needs its model once: hedgerow models fetch lid-176"
    },
    footer = {"%nExample:", "  hedgerow text language posts.jsonl"})
final class LanguageCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StoreOptions store;

  @Option(
      names = "--measure",
      description = "Compare with `meta.lang` of each line instead, and print Markdown.")
  private boolean measure;

  @Parameters(
      paramLabel = "FILES",
      arity = "1..*",
      description = "JSON lines; - is standard input.")
  private List<Path> files;

  private final Map<String, Tally> tallies = new TreeMap<>();

  @SuppressWarnings("NullAway.Init")
  LanguageCommand() {}

  /** How the texts of one language were named. */
  private record Tally(int texts, int known, int right, long nanos) {
    private static final Tally NONE = new Tally(0, 0, 0, 0);

    Tally with(boolean isKnown, boolean isRight, long took) {
      return new Tally(
          texts + 1, known + (isKnown ? 1 : 0), right + (isRight ? 1 : 0), nanos + took);
    }

    Tally plus(Tally other) {
      return new Tally(
          texts + other.texts, known + other.known, right + other.right, nanos + other.nanos);
    }
  }

  @Override
  public Integer call() throws IOException {
    LanguageIdentifier identifier =
        new LanguageIdentifier(
            FastTextModel.read(
                store.open().read(ModelCatalogue.LID_176, ModelCatalogue.LANGUAGES)));
    PrintWriter out = spec.commandLine().getOut();
    Lines.read(
        files,
        System.in,
        (file, number, line) -> {
          TextLine text = TextLine.read(file, number, line);
          long start = System.nanoTime();
          Identified found = identifier.identify(text.text());
          long took = System.nanoTime() - start;
          if (measure) {
            tally(line, found, took);
          } else {
            out.println(json(text.id(), found));
          }
        });
    if (measure) {
      print(out);
    }
    out.flush();
    return 0;
  }

  private void tally(String line, Identified found, long took) {
    JsonNode truth = TextLine.JSON.readTree(line).path("meta").path("lang");
    if (truth.isString()) {
      boolean right = found.language().equals(truth.asString());
      tallies.merge(truth.asString(), Tally.NONE.with(found.isKnown(), right, took), Tally::plus);
    }
  }

  private static String json(String id, Identified found) {
    ObjectNode node = TextLine.JSON.createObjectNode();
    node.put("id", id);
    node.put("language", found.language());
    node.put("probability", Math.round(found.probability() * 1e4) / 1e4);
    return node.toString();
  }

  private void print(PrintWriter out) {
    out.println("| language | texts | named | named right | texts/s |\n|---|---:|---:|---:|---:|");
    tallies.forEach((language, tally) -> row(out, language, tally));
    row(out, "all", tallies.values().stream().reduce(Tally.NONE, Tally::plus));
  }

  private static void row(PrintWriter out, String language, Tally tally) {
    out.printf(
        Locale.ROOT,
        "| %s | %,d | %.1f%% | %.1f%% | %,.0f |%n",
        language,
        tally.texts(),
        100.0 * tally.known() / Math.max(1, tally.texts()),
        100.0 * tally.right() / Math.max(1, tally.known()),
        tally.texts() * 1e9 / Math.max(1, tally.nanos()));
  }
}
