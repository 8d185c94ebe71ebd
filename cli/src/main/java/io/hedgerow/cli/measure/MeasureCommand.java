package io.hedgerow.cli.measure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The parent of the commands that measure. */
@Command(
    name = "measure",
    description =
        "Estimate prevalence, agreement, drift, anomalies and experiments from files alone.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SampleCommand.class,
      PrevalenceCommand.class,
      AgreementCommand.class,
      DriftCommand.class,
      AnomaliesCommand.class,
      ExperimentCommand.class
    })
public final class MeasureCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  public MeasureCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed");
  }
}
