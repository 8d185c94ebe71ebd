package io.hedgerow.cli.models;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Puts a registered model into another stage. */
@Command(
    name = "promote",
    description = {
      "Put a registered model into a stage: shadow, canary, live, or retired.",
      "Before it has effect (canary, live) it must pass the gate that the active pack's",
      "signals.yaml sets. What falls short is said, with by how much."
    },
    footer = {
      "%nExamples:",
      "  hedgerow models promote 3f9a1c77 shadow --reason \"measured on June\"",
      "  hedgerow models promote 3f9a1c77 canary --percent 10 --reason \"a quiet week in shadow\""
    },
    exitCodeList = {"0:moved", "2:refused, or could not run"})
final class PromoteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;

  @Option(
      names = "--percent",
      description = "Of texts that a canary answers for, 1 to 99. Default: ${DEFAULT-VALUE}.")
  private int percent = 5;

  @Option(names = "--reason", required = true, description = "Why; kept in the audit chain.")
  private String reason;

  @Parameters(
      index = "0",
      paramLabel = "SHA256",
      description = "The model's hash, or how it begins.")
  private String model;

  @Parameters(index = "1", paramLabel = "STAGE", description = "shadow, canary, live or retired.")
  private String stage;

  @SuppressWarnings("NullAway.Init")
  PromoteCommand() {}

  @Override
  public Integer call() throws IOException {
    ObjectNode body = ServerOptions.JSON.createObjectNode();
    body.put("stage", stage).put("percent", percent).put("reason", reason);
    PrintWriter out = spec.commandLine().getOut();
    out.println(RegistryCommand.line(server.post("/v1/models/" + model + "/stage", body)));
    out.flush();
    return 0;
  }
}
