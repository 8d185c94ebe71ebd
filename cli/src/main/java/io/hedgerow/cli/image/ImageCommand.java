package io.hedgerow.cli.image;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The parent of the commands on what pictures show. */
@Command(
    name = "image",
    description = {
      "Learn picture classifiers and run them.",
      "They read the embedding of one network: hedgerow models fetch nsfw brings it."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {EmbedCommand.class, LearnCommand.class, ClassifyCommand.class})
public final class ImageCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  public ImageCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed");
  }
}
