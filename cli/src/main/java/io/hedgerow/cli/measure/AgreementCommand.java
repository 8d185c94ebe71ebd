package io.hedgerow.cli.measure;

import io.hedgerow.measurement.agreement.Krippendorff;
import io.hedgerow.measurement.table.CsvReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how far reviewers agree. */
@Command(
    name = "agreement",
    description = {
      "Krippendorff's α of people who judged the same units.",
      "Needs columns unit and value (a number: 0 and 1, or a scale); one row an answer."
    },
    footer = {"%nExample:", "  hedgerow measure agreement --scale ordinal answers.csv"},
    exitCodeList = {"0:estimated", "1:not enough data", "2:could not run"})
final class AgreementCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--scale", description = "nominal, ordinal or interval. Default: nominal.")
  private Krippendorff.Scale scale = Krippendorff.Scale.NOMINAL;

  @Option(names = "--json", description = "Print JSON lines.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "CSV with a header; - is standard input.")
  private Path file;

  @SuppressWarnings("NullAway.Init")
  AgreementCommand() {}

  @Override
  public Integer call() throws IOException {
    List<double[]> units = Tables.read(file, AgreementCommand::units);
    OptionalDouble alpha = Krippendorff.alpha(units, scale);
    String name = scale.name().toLowerCase(Locale.ROOT);
    String value = alpha.isPresent() ? String.format(Locale.ROOT, "%.4f", alpha.getAsDouble()) : "";
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          "{\"scale\":\""
              + name
              + "\",\"alpha\":"
              + (value.isEmpty() ? "null" : value)
              + ",\"units\":"
              + units.size()
              + "}");
    } else if (value.isEmpty()) {
      out.println("α: unknown, needs two answers for a unit, and answers that differ somewhere");
    } else {
      out.println("α (" + name + "): " + value + " over " + units.size() + " units");
    }
    out.flush();
    return alpha.isPresent() ? 0 : 1;
  }

  private static List<double[]> units(CsvReader table) throws IOException {
    int unit = table.column("unit");
    int value = table.column("value");
    Map<String, List<Double>> answers = new LinkedHashMap<>();
    while (table.next()) {
      OptionalDouble answer = table.findNumber(value);
      if (answer.isPresent()) {
        answers
            .computeIfAbsent(table.field(unit), _ -> new ArrayList<>())
            .add(answer.getAsDouble());
      }
    }
    return answers.values().stream()
        .map(own -> own.stream().mapToDouble(Double::doubleValue).toArray())
        .toList();
  }
}
