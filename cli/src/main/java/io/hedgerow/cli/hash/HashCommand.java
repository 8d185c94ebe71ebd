package io.hedgerow.cli.hash;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The parent of the commands on picture hashes. */
@Command(
    name = "hash",
    description = "Hash pictures and match them with known hashes.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {PdqCommand.class, MatchCommand.class})
public final class HashCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  public HashCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed");
  }
}
