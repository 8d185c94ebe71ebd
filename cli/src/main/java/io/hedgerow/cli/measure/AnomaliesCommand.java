package io.hedgerow.cli.measure;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.measurement.anomaly.SeasonalSpikes;
import io.hedgerow.measurement.anomaly.Slice;
import io.hedgerow.measurement.anomaly.Spike;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Names the slices whose newest count is higher than earlier seasons explain. */
@Command(
    name = "anomalies",
    description = "Name the slices whose newest count their season does not explain.",
    footer = {"%nExample:", "  hedgerow measure anomalies --by country sign-ups.csv"},
    exitCodeList = {
      "0:nothing found in the slices that could be judged",
      "1:found a spike, or no slice could be judged",
      "2:could not run"
    })
final class AnomaliesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--by", required = true, description = "A column that names the slice.")
  private List<String> by;

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

  @Parameters(paramLabel = "FILE", description = "CSV with `time`, `count` and the --by columns.")
  private Path file;

  @SuppressWarnings("NullAway.Init")
  AnomaliesCommand() {}

  @Override
  public Integer call() throws IOException {
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
    look.tooShort().forEach(name -> out.println(json ? unknown(name) : name + needs()));
    if (slices[0] == 0) {
      out.println(json ? unknown("every slice") : "every slice" + needs());
    }
    out.flush();
    boolean judged = look.tooShort().size() < slices[0];
    return look.spikes().isEmpty() && judged ? 0 : 1;
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
