package io.hedgerow.cli.audit;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.cli.Progress;
import io.hedgerow.ledger.audit.AuditChain;
import io.hedgerow.ledger.audit.Verification;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.review.view.Views;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads the whole hash chain and what it covers, and names the first entry that does not fit. */
@Command(
    name = "verify",
    description =
        "Verify the hash chain over decisions, labels and views of content; names the first broken entry.",
    footer = {
      "",
      "While a server runs on its private database, ask it instead: GET /v1/audit/verify.",
      "",
      "Example: hedgerow audit verify --data ./data"
    })
final class AuditVerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--db", paramLabel = "URL", description = "JDBC address of your PostgreSQL.")
  private @Nullable String database;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The server's data folder. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  @Option(
      names = "--head",
      paramLabel = "HASH",
      description = "The head you wrote down earlier; it must still be in the chain.")
  private @Nullable String head;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  AuditVerifyCommand() {}

  @Override
  public Integer call() {
    try (Database opened = open();
        Progress progress = Progress.of("entries")) {
      AuditChain chain = new AuditChain(opened);
      Verification verification = chain.verify(Optional.ofNullable(head), _ -> progress.step());
      return verification instanceof Verification.Intact
          ? Views.verify(opened.jdbi()).map(this::reportViews).orElseGet(() -> report(verification))
          : report(verification);
    }
  }

  private Database open() {
    if (database != null) {
      return Database.at(database, "", "");
    }
    Path folder = data.resolve("postgres");
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure("there is no database in " + data + "; give --data or --db");
    }
    return Database.embedded(folder);
  }

  private int reportViews(String wrong) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("the chain holds, but %s%n", wrong);
    out.flush();
    return 1;
  }

  private int report(Verification verification) {
    PrintWriter out = spec.commandLine().getOut();
    int code =
        switch (verification) {
          case Verification.Intact(long entries, long decisions, long labels, String newest) -> {
            out.printf(
                "intact: %,d entries over %,d decisions and %,d labels%nhead %s%n",
                entries, decisions, labels, newest);
            yield 0;
          }
          case Verification.Broken(long entry, String what) -> {
            out.printf("broken at entry %d: %s%n", entry, what);
            yield 1;
          }
        };
    out.flush();
    return code;
  }
}
