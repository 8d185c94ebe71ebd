package io.hedgerow.cli.bench;

import io.hedgerow.benchmarks.anomaly.AnomaliesBenchmark;
import io.hedgerow.benchmarks.counters.CountersBenchmark;
import io.hedgerow.benchmarks.images.ImagesBenchmark;
import io.hedgerow.benchmarks.load.EngineBenchmark;
import io.hedgerow.benchmarks.load.HttpBenchmark;
import io.hedgerow.benchmarks.load.ReviewBenchmark;
import io.hedgerow.benchmarks.rules.Mix;
import io.hedgerow.benchmarks.rules.RulesBenchmark;
import io.hedgerow.benchmarks.terms.TermsBenchmark;
import io.hedgerow.benchmarks.text.TextBenchmark;
import io.hedgerow.benchmarks.weeks.WeeksBenchmark;
import io.hedgerow.cli.CommandFailure;
import io.hedgerow.cli.pack.PackArgument;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.OrdinaryClients;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints figures with the machine they were measured on. */
@Command(
    name = "bench",
    description = "Measure a part of Hedgerow beside its peers. Prints Markdown.",
    footer = {"", "Example: hedgerow bench engine"})
public final class BenchCommand implements Callable<Integer> {
  private static final String NAMES =
      "engine, counters, http, review, images, rules, terms, text, anomalies, weeks";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = NAMES)
  private String name;

  @Option(
      names = "--pictures",
      paramLabel = "FOLDER",
      description = "For images: a folder with pictures, such as ../shared/data/images.")
  private @Nullable Path pictures;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "For text: a folder with labelled sets, such as ../shared/data/text. For anomalies: the"
              + " series, such as ../shared/data/series/nab_series.csv.gz.")
  private @Nullable Path data;

  @Option(
      names = "--part",
      description = "For text: run these parts only: ${COMPLETION-CANDIDATES}.")
  private List<TextBenchmark.Part> parts = new ArrayList<>();

  @Option(
      names = "--mix",
      description = "For rules: run these mixes only: ${COMPLETION-CANDIDATES}.")
  private List<Mix> mixes = new ArrayList<>();

  @Option(
      names = "--seeds",
      description = "For text: how often examples are drawn. Default: ${DEFAULT-VALUE}.")
  private int seeds = 10;

  @Option(names = "--weeks", description = "For weeks: how many. Default: ${DEFAULT-VALUE}.")
  private int weeks = 200;

  @Option(
      names = "--again",
      paramLabel = "N",
      description =
          "With weeks: sample and label each week N times, by people who err, without a database.")
  private int again;

  @Option(
      names = "--train-starters",
      paramLabel = "FOLDER",
      description = "For text: train the starter classifiers into this folder instead.")
  private @Nullable Path starters;

  @Option(
      names = "--starter-cards",
      paramLabel = "FOLDER",
      description = "For text: measure the starter classifiers and write their cards instead.")
  private @Nullable Path cards;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  public BenchCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Path pinboard = Path.of(System.getProperty("hedgerow.home", ".")).resolve("packs/pinboard");
    switch (name) {
      case "engine" -> new EngineBenchmark(pinboard, out).run();
      case "counters" -> new CountersBenchmark(out).run();
      case "http" -> http(pinboard, out);
      case "review" -> review(pinboard, out);
      case "images" -> images(out);
      case "rules" -> rules(out);
      case "terms" -> new TermsBenchmark(out).run();
      case "text" -> text(out);
      case "anomalies" -> anomalies(out);
      case "weeks" -> weeks(pinboard, out);
      default -> throw new CommandFailure("there is no bench `" + name + "`; valid: " + NAMES);
    }
    out.flush();
    return 0;
  }

  private static void http(Path pinboard, PrintWriter out)
      throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("hedgerow-bench");
    try {
      new HttpBenchmark(pinboard, data, out).run();
    } finally {
      delete(data);
    }
  }

  private static void review(Path pinboard, PrintWriter out)
      throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("hedgerow-bench");
    try {
      new ReviewBenchmark(pinboard, data, out).run();
    } finally {
      delete(data);
    }
  }

  private void weeks(Path pinboard, PrintWriter out) throws IOException {
    if (weeks < 1) {
      throw new CommandFailure("--weeks must be at least 1, was " + weeks);
    }
    Path data = Files.createTempDirectory("hedgerow-bench");
    try {
      WeeksBenchmark benchmark = new WeeksBenchmark(PackArgument.load(pinboard), data, out);
      if (again > 0) {
        benchmark.runAgain(weeks, again);
      } else {
        benchmark.run(weeks);
      }
    } finally {
      delete(data);
    }
  }

  private static void delete(Path data) throws IOException {
    try (Stream<Path> all = Files.walk(data)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  private void rules(PrintWriter out) throws IOException {
    try {
      new RulesBenchmark(out, 4).run(mixes.isEmpty() ? EnumSet.allOf(Mix.class) : mixes);
    } catch (org.openjdk.jmh.runner.RunnerException failure) {
      throw new CommandFailure("JMH could not run: " + failure.getMessage());
    }
  }

  private void images(PrintWriter out) throws IOException {
    if (pictures == null || !Files.isDirectory(pictures)) {
      throw new CommandFailure("name a folder of pictures with --pictures");
    }
    new ImagesBenchmark(pictures, out).run();
  }

  private void anomalies(PrintWriter out) throws IOException {
    if (data == null || !Files.isRegularFile(data)) {
      throw new CommandFailure("name the series with --data, such as nab_series.csv.gz");
    }
    new AnomaliesBenchmark(data, out).run();
  }

  private void text(PrintWriter out) throws IOException {
    if (data == null || !Files.isDirectory(data)) {
      throw new CommandFailure("name a folder of labelled sets with --data");
    }
    Path cache = ModelStore.usualFolder().resolveSibling("bench");
    ModelStore store =
        new ModelStore(ModelStore.usualFolder(), new OrdinaryClients(Duration.ofMinutes(30)));
    TextBenchmark benchmark = new TextBenchmark(data, cache, store, out);
    if (starters != null) {
      benchmark.trainStarters(starters);
    } else if (cards != null) {
      benchmark.writeCards(cards);
    } else {
      benchmark.run(
          parts.isEmpty() ? EnumSet.allOf(TextBenchmark.Part.class) : EnumSet.copyOf(parts), seeds);
    }
  }
}
