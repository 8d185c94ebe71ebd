package io.hedgerow.cli.pack;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what can be done with a pack. */
@Command(
    name = "pack",
    description = "Check, test, backtest, compare, lay out and look into a pack.",
    subcommands = {
      PackCheckCommand.class,
      PackTestCommand.class,
      PackBacktestCommand.class,
      PackDiffCommand.class,
      PackConformanceCommand.class,
      PackExplainCommand.class,
      PackFormatCommand.class
    })
public final class PackCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  public PackCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do with the pack");
  }
}
