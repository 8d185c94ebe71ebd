package io.hedgerow.cli.measure;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.measurement.drift.KolmogorovSmirnov;
import io.hedgerow.measurement.drift.MeanDiscrepancy;
import io.hedgerow.measurement.drift.PopulationStability;
import io.hedgerow.measurement.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares the scores of two days. */
@Command(
    name = "drift",
    description = {
      "Compare a column of numbers in two files: PSI and Kolmogorov–Smirnov.",
      "With --embedding a column of vectors (numbers between spaces or commas, or a JSON array):"
          + " maximum mean discrepancy, tested by permutation."
    },
    footer = {"%nExample:", "  hedgerow measure drift --column score march.csv april.csv"},
    exitCodeList = {
      "0:stable",
      "1:drifted: PSI of 0.25 or more; embeddings differ at 1%%",
      "2:could not run"
    })
final class DriftCommand implements Callable<Integer> {
  private static final double CHANGED = 0.25;
  private static final int BINS = 10;
  private static final int PERMUTATIONS = 499;
  private static final double DIFFERENT = 0.01;

  @Spec private CommandSpec spec;

  @Option(names = "--column", description = "Default: ${DEFAULT-VALUE}.")
  private String column = "score";

  @Option(names = "--embedding", description = "The column holds vectors.")
  private boolean embedding;

  @Option(names = "--json", description = "Print JSON lines.")
  private boolean json;

  @Parameters(index = "0", paramLabel = "REFERENCE", description = "CSV, JSON lines or Parquet.")
  private Path reference;

  @Parameters(index = "1", paramLabel = "CURRENT", description = "CSV, JSON lines or Parquet.")
  private Path current;

  @SuppressWarnings("NullAway.Init")
  DriftCommand() {}

  @Override
  public Integer call() throws IOException {
    return embedding ? embeddings() : numbers();
  }

  private int embeddings() throws IOException {
    double[][] before = Tables.read(reference, this::vectors);
    double[][] now = Tables.read(current, this::vectors);
    if (before.length < 2 || now.length < 2) {
      throw new CommandFailure(
          "drift needs 2 vectors a file, there are " + before.length + " and " + now.length);
    }
    MeanDiscrepancy test;
    try {
      test = MeanDiscrepancy.test(before, now, PERMUTATIONS, new SplittableRandom(1));
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(String.valueOf(wrong.getMessage()));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        json
            ? "{\"column\":%s,\"mmd2\":%.6g,\"p\":%.4f}%n"
            : "%s: squared mean discrepancy %.4g (p %.4f)%n",
        json ? CanonicalJson.write(column) : column,
        test.squaredDistance(),
        test.pValue());
    out.flush();
    return test.pValue() < DIFFERENT ? 1 : 0;
  }

  private double[][] vectors(Table table) throws IOException {
    int index = table.column(column);
    List<double[]> vectors = new ArrayList<>();
    while (table.next()) {
      String text = table.field(index).replaceAll("[\\[\\]]", " ").strip();
      if (!text.isEmpty()) {
        try {
          vectors.add(
              Pattern.compile("[,\\s]+")
                  .splitAsStream(text)
                  .mapToDouble(Double::parseDouble)
                  .toArray());
        } catch (NumberFormatException _) {
          throw new CommandFailure(table.where() + ": `" + column + "` must hold numbers");
        }
      }
    }
    return vectors.toArray(double[][]::new);
  }

  private int numbers() throws IOException {
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

  private double[] values(Table table) throws IOException {
    int index = table.column(column);
    DoubleStream.Builder values = DoubleStream.builder();
    while (table.next()) {
      OptionalDouble value = table.findNumber(index);
      value.ifPresent(values::add);
    }
    return values.build().toArray();
  }
}
