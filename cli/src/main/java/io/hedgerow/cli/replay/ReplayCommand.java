package io.hedgerow.cli.replay;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.cli.Lines;
import io.hedgerow.cli.decide.OfflineRun;
import io.hedgerow.cli.pack.PackArgument;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.event.EventJson;
import io.hedgerow.simulator.replay.JsonLinesReplay;
import io.hedgerow.simulator.replay.MemberPath;
import io.hedgerow.simulator.replay.ReplayMapping;
import io.hedgerow.simulator.replay.Replayed.Known;
import io.hedgerow.simulator.replay.Replayed.Refused;
import io.hedgerow.simulator.score.BinaryScore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes recorded JSON lines as events, or scores a pack against what the record says of them. */
@Command(
    name = "replay",
    description = "Write recorded JSON lines as events, in the order of their time.",
    footer = {
      "",
      "A PATH leads through nested objects with dots. Options that belong to a data set fit in a file"
          + " named with @. Lines that give no event are named on standard error; the command then"
          + " ends with 1. All events are held in memory to be put in order.",
      "",
      "Examples:",
      "  hedgerow replay --type comment.created --time at --data actor=user --data text=body"
          + " old.jsonl > events.jsonl",
      "  hedgerow replay @packs/examples/youtube-comments/replay.args comments.jsonl.gz"
          + " --score packs/examples/youtube-comments"
    })
public final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files of JSON lines, .gz too; - or none is standard input.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--type", required = true, paramLabel = "TYPE", description = "Event type.")
  private String type;

  @Option(names = "--source", description = "Event source. Default: ${DEFAULT-VALUE}.")
  private String source = "/replay";

  @Option(names = "--id", paramLabel = "PATH", description = "Default: the line's number.")
  private @Nullable String id;

  @Option(
      names = "--time",
      required = true,
      paramLabel = "PATH",
      description = "RFC 3339, UTC when it has no offset, or seconds since 1970.")
  private String time;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "NAME=PATH",
      description = "A member of the events' data; repeat for more.")
  private List<String> data = new ArrayList<>();

  @Option(
      names = "--violates",
      paramLabel = "PATH",
      description = "Where the record says that the policy is broken; never part of the event.")
  private @Nullable String violates;

  @Option(
      names = "--score",
      paramLabel = "PACK",
      description = "Decide the events under this pack and print precision and recall instead.")
  private @Nullable Path score;

  @Option(
      names = "--policy",
      description = "Score labels of this policy. Default: ${DEFAULT-VALUE}.")
  private String policy = "spam";

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  public ReplayCommand() {}

  @Override
  public Integer call() throws IOException {
    if (score != null && violates == null) {
      throw new CommandFailure("--score needs --violates, the place of the truth in each line");
    }
    List<Known> events = new ArrayList<>();
    long refused = readInto(events);
    events.sort(Comparator.comparing(known -> known.event().time()));
    PrintWriter out = spec.commandLine().getOut();
    if (score == null) {
      events.forEach(known -> out.println(EventJson.write(known.event())));
    } else {
      score(events, score, out);
    }
    out.flush();
    return refused == 0 ? 0 : 1;
  }

  private long readInto(List<Known> events) throws IOException {
    JsonLinesReplay replay = new JsonLinesReplay(mapping());
    PrintWriter err = spec.commandLine().getErr();
    long[] refused = {0};
    Lines.read(
        files,
        System.in,
        (file, number, line) -> {
          switch (replay.read(line, number)) {
            case Known known -> events.add(known);
            case Refused(String where, String message) -> {
              refused[0]++;
              err.printf("%s:%d: %s: %s%n", file, number, where, message);
            }
          }
        });
    err.flush();
    return refused[0];
  }

  private ReplayMapping mapping() {
    try {
      return new ReplayMapping(
          source,
          type,
          Optional.ofNullable(id).map(MemberPath::parse),
          MemberPath.parse(time),
          data.stream().map(ReplayMapping.Copy::parse).toList(),
          Optional.ofNullable(violates).map(MemberPath::parse));
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(String.valueOf(wrong.getMessage()));
    }
  }

  private void score(List<Known> events, Path pack, PrintWriter out) {
    OfflineRun run = new OfflineRun(PackArgument.load(pack));
    BinaryScore result = BinaryScore.NONE;
    for (Known known : events) {
      Decision decision = run.decide(known.event()).decision();
      if (known.violates().isPresent()) {
        result = result.plus(known.violates().get(), isLabelled(decision));
      }
    }
    out.println(policy + ": " + result.text());
    run.summary().print(spec.commandLine().getErr());
  }

  private boolean isLabelled(Decision decision) {
    return decision.labels().stream()
        .anyMatch(label ->
            label.effective()
                && label.policy().equals(policy)
                && decision.subject().filter(label.entity()::equals).isPresent());
  }
}
