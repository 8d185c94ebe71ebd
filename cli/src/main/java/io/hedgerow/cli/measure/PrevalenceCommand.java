package io.hedgerow.cli.measure;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.prevalence.Design;
import io.hedgerow.measurement.prevalence.Observation;
import io.hedgerow.measurement.prevalence.Prevalence;
import io.hedgerow.measurement.table.CsvReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Estimates prevalence from a labelled sample. */
@Command(
    name = "prevalence",
    description = {
      "Estimate the share of views that went to violating content.",
      "Needs columns unit, views, probability and label (0 or 1), as `measure sample` writes them;"
          + " takes stratum. Refuses a file that mixes policies (column policy)."
    },
    footer = {"%nExample:", "  hedgerow measure prevalence --by surface labelled.csv"},
    exitCodeList = {"0:estimated", "1:not enough data", "2:could not run"})
final class PrevalenceCommand implements Callable<Integer> {
  /** How the sample was drawn. */
  enum Drawn {
    WITHOUT,
    REPLACEMENT,
    STRATIFIED;

    Design design() {
      return switch (this) {
        case WITHOUT -> new Design.WithoutReplacement();
        case REPLACEMENT -> new Design.WithReplacement();
        case STRATIFIED -> new Design.Stratified();
      };
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--design",
      description =
          "replacement (the default, as of `measure sample`), without, or stratified (simple random"
              + " within each stratum).")
  private Drawn drawn = Drawn.REPLACEMENT;

  @Option(names = "--by", paramLabel = "COLUMN", description = "Split by this column too.")
  private List<String> pivots = List.of();

  @Option(names = "--level", description = "Confidence level. Default: ${DEFAULT-VALUE}.")
  private double level = 0.95;

  @Option(names = "--json", description = "Print JSON lines.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "CSV with a header; - is standard input.")
  private Path file;

  @SuppressWarnings("NullAway.Init")
  PrevalenceCommand() {}

  @Override
  public Integer call() throws IOException {
    Map<String, Measured> answers = Tables.read(file, this::estimate);
    PrintWriter out = spec.commandLine().getOut();
    answers.forEach((name, measured) ->
        out.println(json ? Answer.json(name, measured) : Answer.text(name, measured)));
    out.flush();
    return answers.get("prevalence") instanceof NotEnoughData ? 1 : 0;
  }

  private Map<String, Measured> estimate(CsvReader table) throws IOException {
    List<Observation> sample = sample(table);
    Map<String, Measured> answers = new LinkedHashMap<>();
    answers.put("prevalence", Prevalence.ratio(sample, drawn.design(), level));
    for (String pivot : pivots) {
      Prevalence.byPivot(sample, drawn.design(), level, pivot)
          .forEach((value, measured) -> answers.put(pivot + "=" + value, measured));
    }
    return answers;
  }

  private List<Observation> sample(CsvReader table) throws IOException {
    int unit = table.column("unit");
    int views = table.column("views");
    int probability = table.column("probability");
    int label = table.column("label");
    OptionalInt stratum = table.findColumn("stratum");
    OptionalInt policy = table.findColumn("policy");
    pivots.forEach(table::column);
    List<Observation> sample = new ArrayList<>();
    String onlyPolicy = "";
    while (table.next()) {
      if (policy.isPresent()) {
        String own = table.field(policy.getAsInt());
        if (!sample.isEmpty() && !own.equals(onlyPolicy)) {
          throw new CommandFailure(
              table.where()
                  + ": policy is "
                  + own
                  + ", before it was "
                  + onlyPolicy
                  + "; measure one policy at a time");
        }
        onlyPolicy = own;
      }
      Map<String, String> values = new LinkedHashMap<>();
      pivots.forEach(p -> values.put(p, table.field(table.column(p))));
      sample.add(
          new Observation(
              table.field(unit),
              stratum.isPresent() ? table.field(stratum.getAsInt()) : "",
              table.number(views),
              table.number(probability),
              label(table, label),
              values));
    }
    return sample;
  }

  private static double label(CsvReader table, int column) {
    double label = table.number(column);
    if (label != 0 && label != 1) {
      throw new CommandFailure(table.where() + ": `label` must be 0 or 1, was " + label);
    }
    return label;
  }
}
