package io.hedgerow.cli.models;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.starter.Starters;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a classifier that comes with the program was measured to do. */
@Command(
    name = "card",
    description = "Print the model card of a classifier that comes with the program.",
    footer = {"%nExample:", "  hedgerow models card spam"})
final class CardCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "The card for programs.")
  private boolean json;

  @Parameters(paramLabel = "POLICY", description = "The policy's id, such as spam.")
  private String policy;

  @SuppressWarnings("NullAway.Init")
  CardCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        Starters.findCard(policy, json ? "json" : "md")
            .orElseThrow(() ->
                new CommandFailure(
                    "no classifier for `%s` comes with the program; valid: %s"
                        .formatted(
                            policy,
                            Starters.classifiers().stream()
                                .map(TextModel::policy)
                                .collect(Collectors.joining(", "))))));
    out.flush();
    return 0;
  }
}
