package io.hedgerow.cli.simulate;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.cli.Progress;
import io.hedgerow.cli.decide.OfflineRun;
import io.hedgerow.cli.pack.PackArgument;
import io.hedgerow.engine.event.EventJson;
import io.hedgerow.simulator.Attack;
import io.hedgerow.simulator.Simulation;
import io.hedgerow.simulator.SimulationSettings;
import io.hedgerow.simulator.score.AttackScore;
import io.hedgerow.simulator.score.Scoreboard;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the events of a simulated community, or scores a pack against its truth. */
@Command(
    name = "simulate",
    description = "Write the events of a simulated community, one JSON object a line.",
    footer = {
      "",
      "The same seed gives the same bytes. The truth (who attacks, and how) goes to its own file.",
      "",
      "Examples:",
      "  hedgerow simulate --events 5000 --truth truth.jsonl > events.jsonl",
      "  hedgerow simulate --score packs/pinboard",
      "  hedgerow simulate --review"
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final double GOOD_PRECISION = 0.95;
  private static final double GOOD_RECALL = 0.85;

  @Spec private CommandSpec spec;

  @Option(names = "--seed", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = SimulationSettings.DEFAULT.seed();

  @Option(names = "--events", description = "How many. Default: ${DEFAULT-VALUE}.")
  private long events = SimulationSettings.DEFAULT.events();

  @Option(
      names = "--attack",
      paramLabel = "NAME",
      description =
          "Only these attacks, or none: link-flood, comment-spam, account-farm, report-brigade,"
              + " account-takeover, engagement-ring, slow-drip. Default: all.")
  private List<String> attacks = List.of();

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "Time of the first event, RFC 3339.")
  private String start = SimulationSettings.DEFAULT.start().toString();

  @Option(names = "--truth", paramLabel = "FILE", description = "Write the truth there.")
  private @Nullable Path truth;

  @Option(
      names = "--score",
      paramLabel = "PACK",
      description =
          "Decide the events under this pack and print how well it finds each attack, instead of"
              + " events. Ends with 1 when precision is below 0.95 or recall below 0.85 for the"
              + " accounts of an attack or for what they made.")
  private @Nullable Path score;

  @Option(
      names = "--review",
      description =
          "Simulate a review queue instead, over ten seeds: violating views prevented with most"
              + " expected harm first and first in, first out, by the same people.")
  private boolean review;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  public SimulateCommand() {}

  @Override
  public Integer call() throws IOException {
    if (review) {
      ReviewComparison.print(seed, spec.commandLine().getOut());
      return 0;
    }
    Simulation simulation = Simulation.of(settings());
    int found = score == null ? write(simulation) : score(simulation, score);
    if (truth != null) {
      Files.write(truth, simulation.truth().lines(), StandardCharsets.UTF_8);
    }
    return found;
  }

  private SimulationSettings settings() {
    try {
      return new SimulationSettings(
          seed,
          events,
          Instant.parse(start),
          SimulationSettings.DEFAULT.eventsPerDay(),
          chosen(),
          true);
    } catch (DateTimeException wrong) {
      throw new CommandFailure("--start must be like 2026-03-02T00:00:00Z, was " + start);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(String.valueOf(wrong.getMessage()));
    }
  }

  private Set<Attack> chosen() {
    if (attacks.isEmpty()) {
      return EnumSet.allOf(Attack.class);
    }
    Set<Attack> chosen = EnumSet.noneOf(Attack.class);
    try {
      attacks.stream().filter(word -> !word.equals("none")).map(Attack::of).forEach(chosen::add);
      return chosen;
    } catch (IllegalArgumentException unknown) {
      throw new CommandFailure(
          unknown.getMessage()
              + "; valid: none, "
              + Stream.of(Attack.values()).map(Attack::word).collect(Collectors.joining(", ")));
    }
  }

  private static int write(Simulation simulation) throws IOException {
    try (Progress progress = Progress.of("events");
        BufferedWriter out =
            new BufferedWriter(
                new OutputStreamWriter(System.out, StandardCharsets.UTF_8), 1 << 16)) {
      while (simulation.hasNext()) {
        progress.step();
        out.write(EventJson.write(simulation.next()));
        out.write('\n');
      }
    }
    return 0;
  }

  private int score(Simulation simulation, Path pack) {
    OfflineRun run = new OfflineRun(PackArgument.load(pack));
    Scoreboard board = new Scoreboard();
    try (Progress progress = Progress.of("events")) {
      while (simulation.hasNext()) {
        progress.step();
        board.add(run.decide(simulation.next()).decision());
      }
    }
    List<AttackScore> scores = board.scores(simulation.truth());
    PrintWriter out = spec.commandLine().getOut();
    out.print(Scoreboard.table(scores));
    out.println();
    board.mistakes(simulation.truth()).forEach(out::println);
    out.flush();
    run.summary().print(spec.commandLine().getErr());
    return scores.stream().allMatch(score -> score.reaches(GOOD_PRECISION, GOOD_RECALL)) ? 0 : 1;
  }
}
