package io.hedgerow.cli.measure;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.measurement.experiment.SequentialTest;
import io.hedgerow.measurement.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a sequential test over recorded outcomes. */
@Command(
    name = "experiment",
    description = {
      "Test treatment against control, looking after every row, with an honest false-alarm rate.",
      "Needs columns arm (control or treatment) and outcome (0 or 1), oldest row first.",
      "With --surrogate: prevalence of each arm from its scores. FILE has columns arm, score and views,"
          + " the labelled file score and label; labels in FILE check that scores still mean the same."
    },
    footer = {"%nExample:", "  hedgerow measure experiment outcomes.csv"},
    exitCodeList = {
      "0:no difference shown, or the surrogate holds",
      "1:the arms differ, or the surrogate no longer holds",
      "2:could not run"
    })
final class ExperimentCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--alpha", description = "Chance of a false alarm. Default: ${DEFAULT-VALUE}.")
  private double alpha = 0.05;

  @Option(
      names = "--difference",
      description = "Smallest difference that matters. Default: ${DEFAULT-VALUE}.")
  private double difference = 0.01;

  @Option(
      names = "--surrogate",
      paramLabel = "LABELLED",
      description = "Labelled draws (simple random) that say what scores mean.")
  private @Nullable Path labelled;

  @Option(names = "--json", description = "Print JSON lines.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "CSV, JSON lines or Parquet; - is standard input.")
  private Path file;

  @SuppressWarnings("NullAway.Init")
  ExperimentCommand() {}

  private record Outcome(SequentialTest.Standing standing, long rows) {}

  @Override
  public Integer call() throws IOException {
    if (labelled != null) {
      return new SurrogateArms(labelled, file, json).print(spec.commandLine().getOut());
    }
    Outcome outcome = Tables.read(file, this::test);
    String standing = outcome.standing().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        json
            ? "{\"standing\":\"" + standing + "\",\"rows\":" + outcome.rows() + "}"
            : standing + " after " + outcome.rows() + " rows");
    out.flush();
    return outcome.standing() == SequentialTest.Standing.UNDECIDED ? 0 : 1;
  }

  private Outcome test(Table table) throws IOException {
    SequentialTest test = new SequentialTest(alpha, difference * difference, 20);
    int arm = table.column("arm");
    int outcome = table.column("outcome");
    long[] events = new long[2];
    long[] positives = new long[2];
    while (table.next()) {
      int side = side(table, arm);
      double value = table.number(outcome);
      if (value != 0 && value != 1) {
        throw new CommandFailure(table.where() + ": `outcome` must be 0 or 1, was " + value);
      }
      events[side]++;
      positives[side] += (long) value;
      SequentialTest.Standing standing =
          test.standing(
              new SequentialTest.Arm(events[0], positives[0]),
              new SequentialTest.Arm(events[1], positives[1]));
      if (standing != SequentialTest.Standing.UNDECIDED) {
        return new Outcome(standing, events[0] + events[1]);
      }
    }
    return new Outcome(SequentialTest.Standing.UNDECIDED, events[0] + events[1]);
  }

  private static int side(Table table, int column) {
    return switch (table.field(column)) {
      case "control" -> 0;
      case "treatment" -> 1;
      case String other ->
          throw new CommandFailure(
              table.where() + ": `arm` must be control or treatment, was '" + other + "'");
    };
  }
}
