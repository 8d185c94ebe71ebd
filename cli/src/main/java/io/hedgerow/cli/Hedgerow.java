package io.hedgerow.cli;

import io.hedgerow.cli.audit.AuditCommand;
import io.hedgerow.cli.bench.BenchCommand;
import io.hedgerow.cli.decide.DecideCommand;
import io.hedgerow.cli.hash.HashCommand;
import io.hedgerow.cli.image.ImageCommand;
import io.hedgerow.cli.measure.MeasureCommand;
import io.hedgerow.cli.models.ModelsCommand;
import io.hedgerow.cli.pack.PackCommand;
import io.hedgerow.cli.replay.ReplayCommand;
import io.hedgerow.cli.report.ReportCommand;
import io.hedgerow.cli.serve.DemoCommand;
import io.hedgerow.cli.serve.UpCommand;
import io.hedgerow.cli.simulate.SimulateCommand;
import io.hedgerow.cli.text.TextCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The {@code hedgerow} command. Every command ends with 0 (fine), 1 (it found something) or 2 (it
 * could not run); {@code -} is standard input.
 */
@Command(
    name = "hedgerow",
    description = "Judge, act on, review, learn from, measure and account for what people post.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "1:found something", "2:could not run"},
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DecideCommand.class,
      PackCommand.class,
      SimulateCommand.class,
      ReplayCommand.class,
      HashCommand.class,
      ImageCommand.class,
      TextCommand.class,
      ModelsCommand.class,
      MeasureCommand.class,
      ReportCommand.class,
      AuditCommand.class,
      BenchCommand.class,
      TestCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Hedgerow implements Runnable {

  @Spec private CommandSpec spec;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  public Hedgerow() {}

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8); // whatever locale
    System.exit(commandLine().setOut(out).execute(arguments));
  }

  /** The command with its error handling, as {@code main} runs it. */
  public static CommandLine commandLine() {
    return new CommandLine(new Hedgerow())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Failures::explain)
        .setParameterExceptionHandler(Failures::explainUsage);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed");
  }
}
