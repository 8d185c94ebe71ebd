package io.hedgerow.cli.report;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.ledger.database.DatabaseUnusable;
import io.hedgerow.server.console.StatusDocument;
import io.hedgerow.server.measure.Definition;
import io.hedgerow.server.measure.Plan;
import io.hedgerow.server.measure.Registry;
import io.hedgerow.server.measure.RoadmapLine;
import io.hedgerow.server.measure.Shares;
import io.hedgerow.server.measure.Standing;
import io.hedgerow.server.measure.Status;
import io.hedgerow.server.measure.StatusCsv;
import io.hedgerow.server.measure.StatusJson;
import io.hedgerow.server.pack.PackShelf;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How safe the community is, with intervals, against which target, and what gets it there. */
@Command(
    name = "status",
    description = {
      "How safe the community is, with intervals, against which target, and what gets it there.",
      "Figures that are due are published first, unless --dry-run is given."
    },
    footer = {
      "",
      "While a server runs on its private database, ask it instead: GET /v1/status.",
      "",
      "Example: hedgerow report status --data ./data --format html > status.html"
    },
    exitCodeList = {
      "0:no policy misses its target",
      "1:a policy misses its target",
      "2:could not run"
    })
final class StatusCommand implements Callable<Integer> {
  /** How it is written. */
  enum Format {
    TEXT,
    HTML,
    CSV,
    JSON
  }

  @Spec private CommandSpec spec;
  @Mixin private LedgerOptions ledger;

  @Option(names = "--plan", paramLabel = "FILE", description = "JSON with targets and roadmap.")
  private @Nullable Path plan;

  @Option(names = "--format", description = "text, html, csv or json. Default: text.")
  private Format format = Format.TEXT;

  @Option(names = "--dry-run", description = "Publish nothing; show what was published before.")
  private boolean dryRun;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  StatusCommand() {}

  @Override
  public Integer call() {
    try (Database database = ledger.open()) {
      Registry registry = new Registry(database.jdbi());
      Instant now = Instant.now();
      if (!dryRun) {
        registry.publish(now);
      }
      Status status =
          Status.read(registry, PackShelf.activeIn(new LedgerReader(database)), plan(), now);
      print(status, spec.commandLine().getOut());
      boolean missed =
          status.standings().stream()
              .anyMatch(s -> s.againstTarget() == Standing.AgainstTarget.MISSED);
      return missed ? 1 : 0;
    } catch (DatabaseUnusable unusable) {
      throw new CommandFailure(String.valueOf(unusable.getMessage()));
    }
  }

  private Plan plan() {
    try {
      return plan == null ? Plan.NONE : Plan.read(plan);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(String.valueOf(wrong.getMessage()));
    }
  }

  private void print(Status status, PrintWriter out) {
    switch (format) {
      case HTML -> out.print(StatusDocument.html(status));
      case CSV -> out.print(StatusCsv.of(status));
      case JSON -> out.println(CanonicalJson.write(StatusJson.tree(status)));
      case TEXT -> text(status, out);
    }
    out.flush();
  }

  private static void text(Status status, PrintWriter out) {
    out.printf("%s, %s%n%n", status.community(), status.recent().words());
    for (Standing s : status.standings()) {
      out.printf(
          Locale.ENGLISH,
          "%-28s severity %d  prevalence %s  trend %s  target %s%n",
          s.policy().id(),
          s.policy().severity(),
          s.now().map(f -> Shares.of(f, Definition.Kind.PREVALENCE)).orElse("unknown"),
          s.trend(),
          s.againstTarget().words());
    }
    out.printf("%nTop risks%n");
    status.risks().forEach(risk -> out.printf("- %s. %s%n", risk.what(), risk.why()));
    out.printf("%nRoadmap, violating views prevented a week for each unit of cost%n");
    status.roadmap().forEach(line -> out.println(roadmap(line)));
    out.printf("%nNot known%n");
    status.unknowns().forEach(unknown -> out.println("- " + unknown));
  }

  private static String roadmap(RoadmapLine line) {
    return "- %s: %s"
        .formatted(
            line.step().name(),
            line.perCost()
                .map(value -> String.format(Locale.ENGLISH, "%,.0f", value))
                .orElse("unknown"));
  }
}
