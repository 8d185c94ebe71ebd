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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings back the model that was live before. */
@Command(
    name = "roll-back",
    description = "Bring back the model of a policy that was live before this one.",
    footer = {"%nExample:", "  hedgerow models roll-back spam --reason \"too many false alarms\""})
final class RollBackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;

  @Option(names = "--reason", required = true, description = "Why; kept in the audit chain.")
  private String reason;

  @Parameters(paramLabel = "POLICY", description = "The policy's id.")
  private String policy;

  @SuppressWarnings("NullAway.Init")
  RollBackCommand() {}

  @Override
  public Integer call() throws IOException {
    ObjectNode body = ServerOptions.JSON.createObjectNode();
    JsonNode answers =
        server
            .post("/v1/models/roll-back", body.put("policy", policy).put("reason", reason))
            .path("answers");
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        answers.isObject()
            ? RegistryCommand.line(answers)
            : "no registered model is live for " + policy + "; the starter answers");
    out.flush();
    return 0;
  }
}
