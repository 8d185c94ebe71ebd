package io.hedgerow.cli.measure;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.measurement.agreement.DawidSkene;
import io.hedgerow.measurement.agreement.Krippendorff;
import io.hedgerow.measurement.agreement.TwoRaters;
import io.hedgerow.measurement.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how far reviewers agree, and how good each is. */
@Command(
    name = "agreement",
    description = {
      "Krippendorff's α of people who judged the same units.",
      "Needs columns unit and value (a number: 0 and 1, or a scale); one row an answer. With a column"
          + " rater also κ and AC1 of each pair, and by Dawid and Skene how often each rater is right."
    },
    footer = {"%nExample:", "  hedgerow measure agreement --scale ordinal answers.csv"},
    exitCodeList = {"0:estimated", "1:not enough data", "2:could not run"})
final class AgreementCommand implements Callable<Integer> {
  private static final int ROUNDS = 500;
  private static final int MOST_CATEGORIES = 20;

  @Spec private CommandSpec spec;

  @Option(names = "--scale", description = "nominal, ordinal or interval. Default: nominal.")
  private Krippendorff.Scale scale = Krippendorff.Scale.NOMINAL;

  @Option(names = "--json", description = "Print JSON lines.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "CSV, JSON lines or Parquet; - is standard input.")
  private Path file;

  @SuppressWarnings("NullAway.Init")
  AgreementCommand() {}

  /** One row; the rater is empty without such a column. */
  private record Said(String unit, String rater, double value) {}

  @Override
  public Integer call() throws IOException {
    List<Said> all = Tables.read(file, AgreementCommand::answers);
    Map<String, List<Double>> units = new LinkedHashMap<>();
    all.forEach(s -> units.computeIfAbsent(s.unit(), _ -> new ArrayList<>()).add(s.value()));
    OptionalDouble alpha =
        Krippendorff.alpha(
            units.values().stream()
                .map(own -> own.stream().mapToDouble(Double::doubleValue).toArray())
                .toList(),
            scale);
    PrintWriter out = spec.commandLine().getOut();
    printAlpha(out, alpha, units.size());
    if (all.stream().anyMatch(s -> !s.rater().isEmpty())) {
      printRaters(out, all);
    }
    out.flush();
    return alpha.isPresent() ? 0 : 1;
  }

  private void printAlpha(PrintWriter out, OptionalDouble alpha, int units) {
    String name = scale.name().toLowerCase(Locale.ROOT);
    String value = alpha.isPresent() ? String.format(Locale.ROOT, "%.4f", alpha.getAsDouble()) : "";
    if (json) {
      out.println(
          "{\"scale\":\""
              + name
              + "\",\"alpha\":"
              + (value.isEmpty() ? "null" : value)
              + ",\"units\":"
              + units
              + "}");
    } else if (value.isEmpty()) {
      out.println("α: unknown, needs two answers for a unit, and answers that differ somewhere");
    } else {
      out.println("α (" + name + "): " + value + " over " + units + " units");
    }
  }

  private void printRaters(PrintWriter out, List<Said> all) {
    List<String> raters = List.copyOf(new TreeSet<>(all.stream().map(Said::rater).toList()));
    List<Double> values = List.copyOf(new TreeSet<>(all.stream().map(Said::value).toList()));
    if (values.size() < 2 || values.size() > MOST_CATEGORIES) {
      return;
    }
    for (int a = 0; a < raters.size(); a++) {
      for (int b = a + 1; b < raters.size(); b++) {
        printPair(out, all, raters.get(a), raters.get(b), values);
      }
    }
    List<String> units = List.copyOf(new TreeSet<>(all.stream().map(Said::unit).toList()));
    Map<String, Integer> places = new LinkedHashMap<>();
    units.forEach(unit -> places.put(unit, places.size()));
    List<DawidSkene.Answer> answers =
        all.stream()
            .map(s ->
                new DawidSkene.Answer(
                    places.getOrDefault(s.unit(), 0),
                    raters.indexOf(s.rater()),
                    values.indexOf(s.value())))
            .toList();
    DawidSkene fitted = DawidSkene.fit(answers, values.size(), ROUNDS);
    for (int r = 0; r < raters.size(); r++) {
      double right = 0;
      for (int j = 0; j < values.size(); j++) {
        right += fitted.prior()[j] * fitted.errors()[r][j][j];
      }
      out.println(
          json
              ? String.format(
                  Locale.ROOT,
                  "{\"rater\":%s,\"right\":%.4f}",
                  CanonicalJson.write(raters.get(r)),
                  right)
              : String.format(
                  Locale.ROOT, "%s: right %.1f%% (Dawid–Skene)", raters.get(r), 100 * right));
    }
  }

  private void printPair(
      PrintWriter out, List<Said> all, String first, String second, List<Double> values) {
    Map<String, Double> others = new LinkedHashMap<>();
    all.stream()
        .filter(s -> s.rater().equals(second))
        .forEach(s -> others.put(s.unit(), s.value()));
    double[][] counts = new double[values.size()][values.size()];
    int shared = 0;
    for (Said s : all) {
      Double other = others.get(s.unit());
      if (s.rater().equals(first) && other != null) {
        counts[values.indexOf(s.value())][values.indexOf(other)]++;
        shared++;
      }
    }
    if (shared > 0) {
      TwoRaters pair = new TwoRaters(counts);
      out.println(
          json
              ? String.format(
                  Locale.ROOT,
                  "{\"raters\":%s,\"kappa\":%s,\"ac1\":%s,\"units\":%d}",
                  CanonicalJson.write(List.of(first, second)),
                  number(pair.kappa(), "null"),
                  number(pair.ac1(), "null"),
                  shared)
              : "%s and %s: κ %s, AC1 %s over %d units"
                  .formatted(
                      first,
                      second,
                      number(pair.kappa(), "unknown"),
                      number(pair.ac1(), "unknown"),
                      shared));
    }
  }

  private static String number(double value, String otherwise) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : otherwise;
  }

  private static List<Said> answers(Table table) throws IOException {
    int unit = table.column("unit");
    int value = table.column("value");
    OptionalInt rater = table.findColumn("rater");
    List<Said> all = new ArrayList<>();
    while (table.next()) {
      OptionalDouble answer = table.findNumber(value);
      if (answer.isPresent()) {
        String who = rater.isPresent() ? table.field(rater.getAsInt()) : "";
        all.add(new Said(table.field(unit), who, answer.getAsDouble()));
      }
    }
    return all;
  }
}
