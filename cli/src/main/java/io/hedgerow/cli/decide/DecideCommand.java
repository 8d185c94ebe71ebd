package io.hedgerow.cli.decide;

import io.hedgerow.cli.Lines;
import io.hedgerow.cli.Progress;
import io.hedgerow.cli.pack.PackArgument;
import io.hedgerow.cli.signal.OfflineSignals;
import io.hedgerow.cli.signal.SignalOptions;
import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventReader;
import io.hedgerow.engine.event.EventReading.Accepted;
import io.hedgerow.engine.event.EventReading.Rejected;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Events in, decisions out: the engine without a server. */
@Command(
    name = "decide",
    description = "Decide events, one JSON object a line, in the order they come.",
    footer = {
      "",
      "Events that cannot be read are named on standard error and left out; the command then ends"
          + " with 1. A repeated event gets its first decision again, within the last 100,000.",
      "",
      "Example: hedgerow simulate --events 1000 | hedgerow decide packs/pinboard > decisions.jsonl",
      "  hedgerow decide packs/new --bank known_spam=known.csv --pictures uploads may.jsonl"
    })
public final class DecideCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "PACK", description = "The pack's folder.")
  private Path folder;

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      description = "Files of events, .gz too; - or none is standard input.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--fired", description = "Print only decisions in which a rule fired.")
  private boolean firedOnly;

  @Mixin private SignalOptions signals;

  @Option(names = "--quiet", description = "Print no summary on standard error.")
  private boolean quiet;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  public DecideCommand() {}

  @Override
  public Integer call() throws IOException {
    CompiledPack pack = PackArgument.load(folder);
    EventReader reader = new EventReader();
    try (OfflineSignals found = signals.open(spec.commandLine().getErr(), List.of(pack.pack()))) {
      return decide(new OfflineRun(pack, found.under(pack.pack())), reader);
    }
  }

  private int decide(OfflineRun run, EventReader reader) throws IOException {
    try (Progress progress = Progress.of("events");
        BufferedWriter out = new BufferedWriter(spec.commandLine().getOut(), 1 << 16)) {
      Lines.read(
          files,
          System.in,
          (file, number, text) -> {
            progress.step();
            switch (reader.read(text)) {
              case Accepted(Event event) -> write(run.decide(event), out);
              case Rejected rejected -> reject(run, file, number, rejected);
            }
          });
    }
    if (!quiet) {
      run.summary().print(spec.commandLine().getErr());
    }
    return run.summary().rejected() == 0 ? 0 : 1;
  }

  private void write(OfflineRun.Decided decided, BufferedWriter out) throws IOException {
    if (!firedOnly || !decided.decision().fired().isEmpty()) {
      out.write(decided.json());
      out.write('\n');
    }
  }

  private void reject(OfflineRun run, String file, long number, Rejected rejected) {
    run.summary().reject();
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "%s:%d: %s: %s (%s)%n",
        file, number, rejected.where(), rejected.message(), rejected.hint());
    err.flush();
  }
}
