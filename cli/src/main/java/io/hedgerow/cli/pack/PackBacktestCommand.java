package io.hedgerow.cli.pack;

import io.hedgerow.cli.Lines;
import io.hedgerow.cli.Progress;
import io.hedgerow.cli.signal.OfflineSignals;
import io.hedgerow.cli.signal.SignalOptions;
import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.PackCompilation;
import io.hedgerow.engine.Signals;
import io.hedgerow.engine.backtest.Backtest;
import io.hedgerow.engine.backtest.BacktestReport;
import io.hedgerow.engine.backtest.Comparison;
import io.hedgerow.engine.event.EventReader;
import io.hedgerow.engine.event.EventReading.Accepted;
import io.hedgerow.engine.event.EventReading.Rejected;
import io.hedgerow.engine.pack.Pack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a pack would have done with events of the past. */
@Command(
    name = "backtest",
    description = "Say what a pack would have done with events of the past.",
    footer = {
      "",
      "With --against, both packs see every event and what differs is shown; ends with 1 when a"
          + " verdict or a labelled entity differs. Events that cannot be read are named on standard"
          + " error and left out; then too it ends with 1. Scores come from the models, matches from the"
          + " files of --bank.",
      "",
      "Example: hedgerow pack backtest packs/new --events may.jsonl.gz --against packs/pinboard"
    })
final class PackBacktestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PACK", description = "The pack's folder.")
  private Path folder;

  @Option(
      names = "--events",
      required = true,
      paramLabel = "FILE",
      description = "A file of events, .gz too, - for standard input; may be given again.")
  private List<Path> files;

  @Option(names = "--against", paramLabel = "PACK", description = "The pack to compare with.")
  private Optional<Path> against;

  @Option(
      names = "--as-live",
      description = "Try the pack's drafts, shadows and canaries as if they were live.")
  private boolean asLive;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "3",
      description = "Events to show of each kind of changed verdict; ${DEFAULT-VALUE} if not set.")
  private int samples;

  @Mixin private SignalOptions signals;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private boolean rejected;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  PackBacktestCommand() {}

  @Override
  public Integer call() throws IOException {
    BacktestReport report = run();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(BacktestJson.write(report));
    } else {
      BacktestText.print(report, out);
    }
    out.flush();
    boolean changed = report.comparison().map(Comparison::changesOutcomes).orElse(false);
    return changed || rejected ? 1 : 0;
  }

  private BacktestReport run() throws IOException {
    CompiledPack loaded = PackArgument.load(folder);
    CompiledPack pack = asLive ? live(loaded) : loaded;
    Optional<CompiledPack> other = against.map(PackArgument::load);
    List<Pack> packs =
        Stream.concat(Stream.of(pack), other.stream()).map(CompiledPack::pack).toList();
    try (OfflineSignals found = signals.open(spec.commandLine().getErr(), packs)) {
      Backtest backtest = backtest(pack, other, found);
      EventReader reader = new EventReader();
      try (Progress progress = Progress.of("events")) {
        Lines.read(
            files,
            System.in,
            (file, number, text) -> {
              progress.step();
              switch (reader.read(text)) {
                case Accepted(var event) -> backtest.add(event);
                case Rejected refused -> reject(file, number, refused);
              }
            });
      }
      return backtest.report();
    }
  }

  private Backtest backtest(
      CompiledPack pack, Optional<CompiledPack> against, OfflineSignals found) {
    Signals own = found.under(pack.pack());
    return against
        .map(other -> new Backtest(pack, own, other, found.under(other.pack()), samples))
        .orElseGet(() -> new Backtest(pack, own));
  }

  private static CompiledPack live(CompiledPack pack) {
    return switch (CompiledPack.compile(pack.pack().asLive())) {
      case PackCompilation.Compiled(CompiledPack live) -> live;
      case PackCompilation.Failed failed ->
          throw new IllegalStateException("stages must not matter to types: " + failed);
    };
  }

  private void reject(String file, long number, Rejected refused) {
    rejected = true;
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "%s:%d: %s: %s (%s)%n", file, number, refused.where(), refused.message(), refused.hint());
    err.flush();
  }
}
