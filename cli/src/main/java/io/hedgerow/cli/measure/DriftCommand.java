package io.hedgerow.cli.measure;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.measurement.drift.KolmogorovSmirnov;
import io.hedgerow.measurement.drift.PopulationStability;
import io.hedgerow.measurement.table.CsvReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares the scores of two days. */
@Command(
    name = "drift",
    description = "Compare a column of numbers in two files: PSI and Kolmogorov–Smirnov.",
    footer = {"%nExample:", "  hedgerow measure drift --column score march.csv april.csv"},
    exitCodeList = {"0:stable", "1:drifted: PSI of 0.25 or more", "2:could not run"})
final class DriftCommand implements Callable<Integer> {
  private static final double CHANGED = 0.25;
  private static final int BINS = 10;

  @Spec private CommandSpec spec;

  @Option(names = "--column", description = "Default: ${DEFAULT-VALUE}.")
  private String column = "score";

  @Option(names = "--json", description = "Print JSON lines.")
  private boolean json;

  @Parameters(index = "0", paramLabel = "REFERENCE", description = "CSV with a header.")
  private Path reference;

  @Parameters(index = "1", paramLabel = "CURRENT", description = "CSV with a header.")
  private Path current;

  @SuppressWarnings("NullAway.Init")
  DriftCommand() {}

  @Override
  public Integer call() throws IOException {
    double[] before = Tables.read(reference, this::values);
    double[] now = Tables.read(current, this::values);
    if (before.length < BINS || now.length < BINS) {
      throw new CommandFailure(
          "drift needs "
              + BINS
              + " values a file, there are "
              + before.length
              + " and "
              + now.length);
    }
    double index = PopulationStability.index(before, now, BINS);
    KolmogorovSmirnov test = KolmogorovSmirnov.test(before, now);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        json
            ? "{\"column\":%s,\"psi\":%.6f,\"ks\":%.6f,\"p\":%.6g}%n"
            : "%s: PSI %.4f, Kolmogorov–Smirnov distance %.4f (p %.4g)%n",
        json ? CanonicalJson.write(column) : column,
        index,
        test.distance(),
        test.pValue());
    out.flush();
    return index >= CHANGED ? 1 : 0;
  }

  private double[] values(CsvReader table) throws IOException {
    int index = table.column(column);
    DoubleStream.Builder values = DoubleStream.builder();
    while (table.next()) {
      OptionalDouble value = table.findNumber(index);
      value.ifPresent(values::add);
    }
    return values.build().toArray();
  }
}
