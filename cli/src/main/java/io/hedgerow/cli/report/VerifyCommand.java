package io.hedgerow.cli.report;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.ledger.database.DatabaseUnusable;
import io.hedgerow.server.measure.Figure;
import io.hedgerow.server.measure.Registry;
import io.hedgerow.server.measure.Registry.Outcome;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Computes every published figure again, as of the moment it was published. */
@Command(
    name = "verify",
    description = "Compute every published figure again, and name those that come out otherwise.",
    footer = {"", "Example: hedgerow report verify --data ./data"},
    exitCodeList = {"0:all came out the same", "1:some did not", "2:could not run"})
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private LedgerOptions ledger;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  VerifyCommand() {}

  @Override
  public Integer call() {
    try (Database database = ledger.open()) {
      List<Registry.Checked> all = new Registry(database.jdbi()).verify();
      PrintWriter out = spec.commandLine().getOut();
      all.stream().filter(VerifyCommand::wrong).forEach(one -> out.println(text(one)));
      for (Outcome outcome : Outcome.values()) {
        long count = all.stream().filter(one -> one.outcome() == outcome).count();
        out.printf("%,d %s%n", count, words(outcome));
      }
      out.flush();
      return all.stream().anyMatch(VerifyCommand::wrong) ? 1 : 0;
    } catch (DatabaseUnusable unusable) {
      throw new CommandFailure(String.valueOf(unusable.getMessage()));
    }
  }

  private static boolean wrong(Registry.Checked one) {
    return one.outcome() == Outcome.OTHER_ROWS || one.outcome() == Outcome.OTHER_NUMBER;
  }

  private static String text(Registry.Checked one) {
    Figure figure = one.figure();
    return "figure %d (%s, %s %s, %s): %s"
        .formatted(
            figure.id(),
            figure.metric(),
            figure.policy(),
            figure.slice(),
            figure.period().words(),
            words(one.outcome()));
  }

  private static String words(Outcome outcome) {
    return switch (outcome) {
      case REPRODUCED -> "reproduced";
      case OTHER_ROWS -> "not reproduced: the rows were changed since";
      case OTHER_NUMBER -> "not reproduced: another number from the same rows";
      case OTHER_DEFINITION -> "not checked: published under a definition this program lacks";
    };
  }
}
