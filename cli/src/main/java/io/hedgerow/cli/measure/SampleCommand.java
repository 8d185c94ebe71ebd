package io.hedgerow.cli.measure;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.measurement.sampling.Allocation;
import io.hedgerow.measurement.sampling.Draw;
import io.hedgerow.measurement.sampling.PrioritySample;
import io.hedgerow.measurement.sampling.ReplacementSample;
import io.hedgerow.measurement.sampling.ScoreWeight;
import io.hedgerow.measurement.sampling.SimpleRandomSample;
import io.hedgerow.measurement.table.Table;
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
      "Draw content to label, in proportion to views × √score unless --design says otherwise.",
      "Needs columns unit and views, and takes score; writes every column, the probability of the"
          + " draw and an empty label."
    },
    footer = {"%nExample:", "  hedgerow measure sample --size 4000 impressions.csv > to-label.csv"})
final class SampleCommand implements Callable<Integer> {
  private static final int LEAST_IN_STRATUM = 50;

  /** All that a draw hangs on; the rest is read of drawn rows only. */
  private static final List<String> WEIGHING = List.of("views", "score");

  @Spec private CommandSpec spec;

  @Option(names = "--size", description = "Draws. Default: ${DEFAULT-VALUE}.")
  private int size = 4_000;

  @Option(names = "--seed", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--design",
      description =
          "replacement (the default), without (no unit twice), stratified (by --edges of the score,"
              + " shared out by Neyman; reads the file twice) or random (every row alike).")
  private PrevalenceCommand.Drawn design = PrevalenceCommand.Drawn.REPLACEMENT;

  @Option(
      names = "--edges",
      split = ",",
      description = "Scores at which strata begin. Default: 0.05,0.3,0.6.")
  private List<Double> edges = List.of(0.05, 0.3, 0.6);

  @Option(names = "--power", description = "Exponent of the score. Default: ${DEFAULT-VALUE}.")
  private double power = ScoreWeight.ROOT.power();

  @Option(names = "--floor", description = "Least score that counts. Default: ${DEFAULT-VALUE}.")
  private double floor = ScoreWeight.ROOT.floor();

  @Option(
      names = "--mixture",
      description = "Share of the weight that ignores the score. Default: ${DEFAULT-VALUE}.")
  private double mixture = ScoreWeight.ROOT.mixture();

  @Option(
      names = "--imputed",
      description = "Score assumed where there is none. Default: ${DEFAULT-VALUE}.")
  private double imputed = ScoreWeight.ROOT.imputed();

  @Parameters(paramLabel = "FILE", description = "CSV, JSON lines or Parquet; - is standard input.")
  private Path file;

  @SuppressWarnings("NullAway.Init")
  SampleCommand() {}

  private interface Sink {
    void offer(Supplier<List<String>> row, double weight, int stratum);
  }

  /** Where the rows of a table are looked at: their weight and their stratum. */
  private record Columns(int views, OptionalInt score) {
    static Columns of(Table table) {
      table.column("unit");
      return new Columns(table.column("views"), table.findColumn("score"));
    }

    OptionalDouble score(Table table) {
      return score.isPresent() ? table.findNumber(score.getAsInt()) : OptionalDouble.empty();
    }
  }

  @Override
  public Integer call() throws IOException {
    int[] perStratum = design == PrevalenceCommand.Drawn.STRATIFIED ? allocation() : new int[0];
    return Tables.read(file, WEIGHING, table -> draw(table, perStratum));
  }

  /** First pass: how many draws each stratum gets. */
  private int[] allocation() throws IOException {
    if (file.toString().equals("-")) {
      throw new CommandFailure("a stratified sample reads its file twice: give a file, not -");
    }
    double[] shares = new double[edges.size() + 1];
    double[] rates = new double[shares.length];
    Tables.read(
        file,
        WEIGHING,
        table -> {
          Columns columns = Columns.of(table);
          while (table.next()) {
            double score = columns.score(table).orElse(imputed);
            double views = table.number(columns.views());
            shares[stratum(score)] += views;
            rates[stratum(score)] += views * score;
          }
          return 0;
        });
    double total = java.util.Arrays.stream(shares).sum();
    for (int h = 0; h < shares.length; h++) {
      rates[h] = shares[h] == 0 ? 0 : rates[h] / shares[h];
      shares[h] = total == 0 ? 0 : shares[h] / total;
    }
    int[] draws = total == 0 ? new int[shares.length] : Allocation.neyman(shares, rates, size);
    for (int h = 0; h < draws.length; h++) {
      draws[h] = Math.max(LEAST_IN_STRATUM, draws[h]);
    }
    return draws;
  }

  private int stratum(double score) {
    int h = 0;
    while (h < edges.size() && score >= edges.get(h)) {
      h++;
    }
    return h;
  }

  private int draw(Table table, int[] perStratum) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    boolean stratified = design == PrevalenceCommand.Drawn.STRATIFIED;
    List<String> drawn =
        switch (design) {
          case REPLACEMENT -> {
            ReplacementSample<List<String>> sample = new ReplacementSample<>(size, random);
            offerAll(table, (row, weight, _) -> sample.offerLazily(row, weight));
            yield lines(table, sample.draws(), "");
          }
          case WITHOUT -> {
            PrioritySample<List<String>> sample = new PrioritySample<>(size, random);
            offerAll(table, (row, weight, _) -> sample.offerLazily(row, weight));
            yield lines(table, sample.draws(), "");
          }
          case RANDOM -> strata(table, new int[] {size}, random, false);
          case STRATIFIED -> strata(table, perStratum, random, true);
        };
    if (drawn.isEmpty()) {
      throw new CommandFailure(table.name() + ": no row has views; nothing can be drawn");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(line(table.header()) + (stratified ? ",stratum" : "") + ",probability,label");
    drawn.forEach(out::println);
    out.flush();
    return 0;
  }

  private List<String> strata(Table table, int[] sizes, SplittableRandom random, boolean named)
      throws IOException {
    List<SimpleRandomSample<List<String>>> samples = new ArrayList<>();
    for (int own : sizes) {
      samples.add(new SimpleRandomSample<>(own, random));
    }
    offerAll(
        table,
        (row, weight, stratum) -> {
          if (weight > 0) {
            samples.get(named ? stratum : 0).offerLazily(row);
          }
        });
    List<String> drawn = new ArrayList<>();
    for (int h = 0; h < samples.size(); h++) {
      drawn.addAll(lines(table, samples.get(h).draws(), named ? "," + h : ""));
    }
    return drawn;
  }

  private static List<String> lines(Table table, List<Draw<List<String>>> draws, String stratum)
      throws IOException {
    List<List<String>> rows = table.marked(draws.stream().map(Draw::unit).toList());
    List<String> lines = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      lines.add(line(rows.get(i)) + stratum + "," + draws.get(i).probability() + ",");
    }
    return lines;
  }

  private void offerAll(Table table, Sink sink) throws IOException {
    ScoreWeight weight = new ScoreWeight(power, floor, mixture, imputed);
    Columns columns = Columns.of(table);
    while (table.next()) {
      OptionalDouble score = columns.score(table);
      double views = table.number(columns.views());
      double own = Tables.ofRow(table, () -> weight.of(views, score));
      sink.offer(table::mark, own, stratum(score.orElse(imputed)));
    }
  }

  private static String line(List<String> fields) {
    return String.join(",", fields.stream().map(SampleCommand::escaped).toList());
  }

  private static String escaped(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
