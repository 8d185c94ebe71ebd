package io.hedgerow.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Listed here so that help names it; the launcher runs the suite before Java starts. */
@Command(
    name = "test",
    description = "Run the whole test suite (done by the launcher: ./hedgerow test).")
final class TestCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new CommandFailure("run the tests through the launcher: ./hedgerow test");
  }
}
