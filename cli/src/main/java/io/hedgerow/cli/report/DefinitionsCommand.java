package io.hedgerow.cli.report;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.ledger.database.DatabaseUnusable;
import io.hedgerow.server.measure.Registry;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists every version of every definition that figures were published under. */
@Command(
    name = "definitions",
    description = "List the versions of definitions that figures were published under.",
    footer = {"", "Example: hedgerow report definitions --data ./data"})
final class DefinitionsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private LedgerOptions ledger;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  DefinitionsCommand() {}

  @Override
  public Integer call() {
    try (Database database = ledger.open()) {
      PrintWriter out = spec.commandLine().getOut();
      for (Registry.Kept one : new Registry(database.jdbi()).kept()) {
        out.printf(
            "%-16s %s  since %s  %,d figures  %s%n",
            one.metric(), one.version(), one.since(), one.figures(), one.title());
      }
      out.flush();
      return 0;
    } catch (DatabaseUnusable unusable) {
      throw new CommandFailure(String.valueOf(unusable.getMessage()));
    }
  }
}
