package io.hedgerow.cli.serve;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.server.HedgerowServer;
import io.hedgerow.server.settings.ServerSettings;
import io.hedgerow.server.settings.SettingsRefused;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** A server that runs until the process is told to stop. */
final class Running {
  private Running() {}

  static HedgerowServer start(Supplier<ServerSettings> settings) {
    try {
      return HedgerowServer.start(settings.get());
    } catch (SettingsRefused refused) {
      throw new CommandFailure(String.valueOf(refused.getMessage()));
    } catch (RuntimeException failure) {
      throw new CommandFailure("the server could not start: " + reason(failure));
    }
  }

  /** The innermost message is the one that names what to mend. */
  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    String own = String.valueOf(failure.getMessage());
    return cause == null || own.contains("\n") ? own : own + " (" + reason(cause) + ")";
  }

  static void announce(HedgerowServer server, PrintWriter out) {
    out.println("Hedgerow is up at " + server.address());
    server
        .adminLink()
        .ifPresent(link -> {
          out.println("Make the first admin, once, within a day:");
          out.println("  " + link);
        });
    out.flush();
  }

  /**
   * Stops the server when the process is asked to end, and returns only then.
   *
   * @param before what is done first
   * @param tidy what is done once the server has let go of its data
   */
  static void untilStopped(HedgerowServer server, Runnable before, Runnable tidy)
      throws InterruptedException {
    Runnable stop =
        () -> {
          before.run();
          server.close();
          tidy.run();
        };
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
    new CountDownLatch(1).await();
  }
}
