package io.hedgerow.cli.models;

import io.hedgerow.cli.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Registers a model with its card. */
@Command(
    name = "register",
    description = {
      "Register a text model at a server, as a candidate without effect.",
      "Its card comes from `hedgerow text evaluate --card FILE.json`."
    },
    footer = {
      "%nExample:",
      "  hedgerow models register --card spam-card.json --reason \"a month of reviews\" spam.json"
    })
final class RegisterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;

  @Option(
      names = "--card",
      required = true,
      paramLabel = "FILE",
      description = "The model's card as JSON.")
  private Path card;

  @Option(names = "--reason", required = true, description = "Why; kept in the audit chain.")
  private String reason;

  @Parameters(paramLabel = "MODEL", description = "A file that `hedgerow text learn` wrote.")
  private Path model;

  @SuppressWarnings("NullAway.Init")
  RegisterCommand() {}

  @Override
  public Integer call() throws IOException {
    ObjectNode body = ServerOptions.JSON.createObjectNode();
    try {
      body.put("model", Files.readString(model));
      body.put("card", Files.readString(card));
    } catch (NoSuchFileException missing) {
      throw new CommandFailure("there is no file " + missing.getMessage());
    }
    body.put("reason", reason);
    PrintWriter out = spec.commandLine().getOut();
    out.println(RegistryCommand.line(server.post("/v1/models", body)));
    out.flush();
    return 0;
  }
}
