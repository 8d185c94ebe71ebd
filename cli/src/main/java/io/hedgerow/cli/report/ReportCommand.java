package io.hedgerow.cli.report;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the reports. */
@Command(
    name = "report",
    description = "Report how safe the community is, and check what was reported.",
    subcommands = {StatusCommand.class, VerifyCommand.class, DefinitionsCommand.class})
public final class ReportCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  public ReportCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which report");
  }
}
