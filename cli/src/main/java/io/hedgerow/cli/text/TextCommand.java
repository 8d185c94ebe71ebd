package io.hedgerow.cli.text;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The parent of the commands on texts. */
@Command(
    name = "text",
    description = {
      "Learn text classifiers and run them.",
      "Texts come and go as JSON lines: {\"id\": …, \"text\": …, \"labels\": {\"spam\": true}}."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      EmbedCommand.class,
      LearnCommand.class,
      ClassifyCommand.class,
      JudgeCommand.class,
      EvaluateCommand.class,
      ExplainCommand.class,
      SuggestCommand.class,
      DoubtCommand.class,
      LanguageCommand.class,
      NormalizeCommand.class
    })
public final class TextCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  public TextCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed");
  }
}
