package io.hedgerow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Listed here so that help names it; the launcher runs the suite before Java starts. */
@Command(
    name = "test",
    description = "Run the whole test suite (done by the launcher: ./hedgerow test).")
final class TestCommand implements Callable<Integer> {
  /** The launcher hands them to Maven. */
  @Unmatched private List<String> mavenArguments = new ArrayList<>();

  @Override
  public Integer call() {
    throw new CommandFailure(
        "run the tests through the launcher: ./hedgerow test " + String.join(" ", mavenArguments));
  }
}
