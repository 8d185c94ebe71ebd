package io.hedgerow.cli.models;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The parent of the commands on model files. */
@Command(
    name = "models",
    description = {
      "List, fetch and verify the files of models; register, promote and roll back text models."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListCommand.class,
      FetchCommand.class,
      AddCommand.class,
      VerifyCommand.class,
      CardCommand.class,
      RegistryCommand.class,
      RegisterCommand.class,
      PromoteCommand.class,
      RollBackCommand.class
    })
public final class ModelsCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  public ModelsCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed");
  }
}
