package io.hedgerow.cli.serve;

import io.hedgerow.server.HedgerowServer;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the server. */
@Command(
    name = "up",
    description = "Run the server: HTTP API, console, ledger. Ctrl-C stops it cleanly.",
    footer = {"", "Example: hedgerow up --pack packs/pinboard --port 8080"})
public final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServerOptions options;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  public UpCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    HedgerowServer server = Running.start(() -> options.settings(Map.of()));
    Running.announce(server, spec.commandLine().getOut());
    Running.untilStopped(server, () -> {}, () -> {});
    return 0;
  }
}
