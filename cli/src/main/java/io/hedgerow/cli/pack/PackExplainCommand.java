package io.hedgerow.cli.pack;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.cli.Lines;
import io.hedgerow.cli.Progress;
import io.hedgerow.cli.signal.OfflineSignals;
import io.hedgerow.cli.signal.SignalOptions;
import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.Engine;
import io.hedgerow.engine.OfflineLabels;
import io.hedgerow.engine.PlanObservation;
import io.hedgerow.engine.PlanOutline;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.event.EventReader;
import io.hedgerow.engine.event.EventReading.Accepted;
import io.hedgerow.engine.event.EventReading.Rejected;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what an engine does with an event under a pack, and what it costs. */
@Command(
    name = "explain",
    description =
        "Say what is done with events of each type: counters fed, rules in order, parts"
            + " they share.",
    footer = {
      "",
      "With --events, also how often each rule and each of its parts held over these events, how"
          + " often something was absent, and how long a condition took. A part counts the events"
          + " that got as far as it.",
      "",
      "Example: hedgerow pack explain packs/pinboard --type pin.created --events may.jsonl"
    })
final class PackExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PACK", description = "The pack's folder.")
  private Path folder;

  @Option(names = "--type", paramLabel = "TYPE", description = "Only this event type.")
  private Optional<String> type;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "A file of events, .gz too, - for standard input; may be given again.")
  private List<Path> files = List.of();

  @Mixin private SignalOptions signals;

  private boolean rejected;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  PackExplainCommand() {}

  @Override
  public Integer call() throws IOException {
    CompiledPack pack = PackArgument.load(folder);
    List<PlanOutline> plans = plans(pack);
    Optional<PlanObservation> observation =
        files.isEmpty() ? Optional.empty() : Optional.of(observe(pack));
    PrintWriter out = spec.commandLine().getOut();
    plans.forEach(plan -> new PlanText(plan, observation, out).print());
    out.flush();
    return rejected ? 1 : 0;
  }

  private List<PlanOutline> plans(CompiledPack pack) {
    TreeSet<String> known = new TreeSet<>(pack.pack().eventTypes().keySet());
    if (type.isPresent() && !known.contains(type.get())) {
      throw new CommandFailure(
          "the pack has no event type `" + type.get() + "`; it has " + String.join(", ", known));
    }
    return known.stream()
        .filter(name -> type.isEmpty() || type.get().equals(name))
        .flatMap(name -> PlanOutline.of(pack, name).stream())
        .toList();
  }

  private PlanObservation observe(CompiledPack pack) throws IOException {
    PlanObservation observation = new PlanObservation(pack);
    OfflineLabels labels = new OfflineLabels();
    EventReader reader = new EventReader();
    try (OfflineSignals found = signals.open(spec.commandLine().getErr(), List.of(pack.pack()));
        Progress progress = Progress.of("events")) {
      Engine engine = new Engine(pack, found.under(pack.pack()), labels);
      Lines.read(
          files,
          System.in,
          (file, number, text) -> {
            progress.step();
            switch (reader.read(text)) {
              case Accepted(var event) -> {
                Decision decision = engine.decide(event);
                labels.apply(decision);
                observation.add(event, decision);
              }
              case Rejected refused -> reject(file, number, refused);
            }
          });
    }
    return observation;
  }

  private void reject(String file, long number, Rejected refused) {
    rejected = true;
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "%s:%d: %s: %s (%s)%n", file, number, refused.where(), refused.message(), refused.hint());
    err.flush();
  }
}
