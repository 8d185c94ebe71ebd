package io.hedgerow.cli.measure;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.measurement.anomaly.Fall;
import io.hedgerow.measurement.anomaly.SeasonalSpikes;
import io.hedgerow.measurement.anomaly.Slice;
import io.hedgerow.measurement.anomaly.Spike;
import io.hedgerow.measurement.anomaly.Surprises;
import io.hedgerow.measurement.anomaly.Surprises.Surprise;
import io.hedgerow.measurement.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Names the slices whose newest count is higher than earlier seasons explain. */
@Command(
    name = "anomalies",
    description = {
      "Name the slices whose newest count their season does not explain.",
      "With --value instead of --by: every value of a measured series (a latency, a rate) that strays"
          + " further than it ever did, one line an episode."
    },
    footer = {
      "%nExamples:",
      "  hedgerow measure anomalies --by country sign-ups.csv",
      "  hedgerow measure anomalies --value latency latencies.csv"
    },
    exitCodeList = {
      "0:nothing found in the slices that could be judged",
      "1:found a spike or a fall, or no slice could be judged",
      "2:could not run"
    })
final class AnomaliesCommand implements Callable<Integer> {
  /** Beyond one in a million a tail fitted to a few hundred values says little. */
  private static final double MOST_SAID = 6;

  @Spec private CommandSpec spec;

  @Option(names = "--by", description = "A column that names the slice.")
  private List<String> by = List.of();

  @Option(names = "--value", paramLabel = "COLUMN", description = "A measured value a row.")
  private @Nullable String value;

  @Option(
      names = "--rarity",
      description =
          "With --value: 3 names what is rarer than 1 in 1,000. Default: ${DEFAULT-VALUE}.")
  private double rarity = 3;

  @Option(
      names = "--quiet",
      description =
          "With --value: values in which only a greater surprise counts. Default: ${DEFAULT-VALUE}.")
  private int quiet = 100;

  @Option(names = "--step", description = "Length of a step. Default: ${DEFAULT-VALUE}.")
  private Duration step = Duration.ofHours(1);

  @Option(names = "--period", description = "Steps in a season. Default: ${DEFAULT-VALUE}.")
  private int period = 168;

  @Option(names = "--seasons", description = "Seasons to compare. Default: ${DEFAULT-VALUE}.")
  private int seasons = 4;

  @Option(names = "--level", description = "Chance of a false alarm. Default: ${DEFAULT-VALUE}.")
  private double level = 0.01;

  @Option(names = "--least", description = "Smallest count to name. Default: ${DEFAULT-VALUE}.")
  private long least = 10;

  @Option(names = "--json", description = "Print JSON lines.")
  private boolean json;

  @Parameters(
      paramLabel = "FILE",
      description = "CSV, JSON lines or Parquet with `time`, `count` and the --by columns.")
  private Path file;

  @SuppressWarnings("NullAway.Init")
  AnomaliesCommand() {}

  @Override
  public Integer call() throws IOException {
    if ((value == null) == by.isEmpty()) {
      throw new CommandFailure("give either --by or --value");
    }
    if (value != null) {
      return strays(value);
    }
    int[] slices = new int[1];
    SeasonalSpikes.Look look =
        Tables.read(
            file,
            table -> {
              List<Slice> series = new SlicedCounts(step, by).of(table);
              slices[0] = series.size();
              return new SeasonalSpikes(period, seasons, level, least).at(series);
            });
    PrintWriter out = spec.commandLine().getOut();
    look.spikes().forEach(spike -> out.println(json ? json(spike) : text(spike)));
    look.falls().forEach(fall -> out.println(json ? json(fall) : text(fall)));
    look.tooShort().forEach(name -> out.println(json ? unknown(name) : name + needs()));
    if (slices[0] == 0) {
      out.println(json ? unknown("every slice") : "every slice" + needs());
    }
    out.flush();
    boolean judged = look.tooShort().size() < slices[0];
    return look.spikes().isEmpty() && look.falls().isEmpty() && judged ? 0 : 1;
  }

  private int strays(String column) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    int found =
        Tables.read(
            file,
            table -> {
              int time = table.column("time");
              int values = table.column(column);
              Surprises surprises = new Surprises(quiet);
              int named = 0;
              while (table.next()) {
                Surprise one = surprises.next(time(table, time), table.number(values));
                if (one.rarity() >= rarity) {
                  out.println(json ? json(one) : text(one));
                  named++;
                }
              }
              return named;
            });
    out.flush();
    return found > 0 ? 1 : 0;
  }

  private static Instant time(Table table, int column) {
    try {
      return Instant.parse(table.field(column).strip());
    } catch (DateTimeParseException _) {
      throw new CommandFailure(
          table.where()
              + ": `time` must be like 2026-03-01T14:00:00Z, was '"
              + table.field(column)
              + "'");
    }
  }

  private static String text(Surprise one) {
    return String.format(
        Locale.ROOT,
        "%s: %s, expected about %s, rarer than 1 in %,.0f",
        one.time(),
        one.value(),
        one.expected(),
        Math.pow(10, Math.min(one.rarity(), MOST_SAID)));
  }

  private static String json(Surprise one) {
    return CanonicalJson.write(
        CanonicalJson.members(
            "time", one.time().toString(),
            "value", one.value(),
            "expected", one.expected(),
            "rarity", one.rarity()));
  }

  private static String text(Spike spike) {
    return String.format(
        Locale.ROOT,
        "%s: %d, expected %.1f, limit %.1f",
        spike.slice(),
        spike.observed(),
        spike.expected(),
        spike.limit());
  }

  private static String json(Spike spike) {
    return String.format(
        Locale.ROOT,
        "{\"slice\":%s,\"observed\":%d,\"expected\":%.4f,\"limit\":%.4f}",
        CanonicalJson.write(spike.slice()),
        spike.observed(),
        spike.expected(),
        spike.limit());
  }

  private static String text(Fall fall) {
    return String.format(
        Locale.ROOT,
        "%s: only %d, expected %.1f, limit %.1f",
        fall.slice(),
        fall.observed(),
        fall.expected(),
        fall.limit());
  }

  private static String json(Fall fall) {
    return String.format(
        Locale.ROOT,
        "{\"slice\":%s,\"observed\":%d,\"expected\":%.4f,\"least\":%.4f}",
        CanonicalJson.write(fall.slice()),
        fall.observed(),
        fall.expected(),
        fall.limit());
  }

  private String unknown(String name) {
    return "{\"slice\":"
        + CanonicalJson.write(name)
        + ",\"unknown\":"
        + CanonicalJson.write(needs().substring(2))
        + "}";
  }

  private String needs() {
    return ": unknown, needs " + seasons + " whole seasons before the newest step";
  }
}
