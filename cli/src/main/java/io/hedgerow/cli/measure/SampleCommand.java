package io.hedgerow.cli.measure;

import io.hedgerow.measurement.sampling.Draw;
import io.hedgerow.measurement.sampling.PrioritySample;
import io.hedgerow.measurement.sampling.ReplacementSample;
import io.hedgerow.measurement.sampling.ScoreWeight;
import io.hedgerow.measurement.table.CsvReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws what people should label. */
@Command(
    name = "sample",
    description = {
      "Draw content to label, in proportion to views × √score.",
      "Needs columns unit and views, and takes score; writes every column, the probability of the"
          + " draw and an empty label."
    },
    footer = {"%nExample:", "  hedgerow measure sample --size 4000 impressions.csv > to-label.csv"})
final class SampleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--size", description = "Draws. Default: ${DEFAULT-VALUE}.")
  private int size = 4_000;

  @Option(names = "--seed", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--without-replacement",
      description = "No unit twice. Its intervals are too narrow for rare policies.")
  private boolean withoutReplacement;

  @Parameters(paramLabel = "FILE", description = "CSV with a header; - is standard input.")
  private Path file;

  @SuppressWarnings("NullAway.Init")
  SampleCommand() {}

  private interface Sink {
    void offer(Supplier<List<String>> row, double weight);
  }

  @Override
  public Integer call() throws IOException {
    return Tables.read(file, this::draw);
  }

  private int draw(CsvReader table) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<Draw<List<String>>> draws;
    if (!withoutReplacement) {
      ReplacementSample<List<String>> sample = new ReplacementSample<>(size, random);
      offerAll(table, sample::offerLazily);
      draws = sample.draws();
    } else {
      PrioritySample<List<String>> sample = new PrioritySample<>(size, random);
      offerAll(table, sample::offerLazily);
      draws = sample.draws();
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(line(table.header()) + ",probability,label");
    draws.forEach(draw -> out.println(line(draw.unit()) + "," + draw.probability() + ","));
    out.flush();
    return draws.isEmpty() ? 1 : 0;
  }

  private static void offerAll(CsvReader table, Sink sink) throws IOException {
    table.column("unit");
    int views = table.column("views");
    OptionalInt score = table.findColumn("score");
    while (table.next()) {
      OptionalDouble known =
          score.isPresent() ? table.findNumber(score.getAsInt()) : OptionalDouble.empty();
      double weight = ScoreWeight.ROOT.of(table.number(views), known);
      sink.offer(() -> row(table), weight);
    }
  }

  private static List<String> row(CsvReader table) {
    List<String> row = new ArrayList<>(table.header().size());
    for (int i = 0; i < table.header().size(); i++) {
      row.add(table.field(i));
    }
    return row;
  }

  private static String line(List<String> fields) {
    return String.join(",", fields.stream().map(SampleCommand::escaped).toList());
  }

  private static String escaped(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
