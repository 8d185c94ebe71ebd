package io.hedgerow.cli.models;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists the models that a server has registered. */
@Command(
    name = "registry",
    description = "List a server's registered text models, where each stands, and what it lacks.",
    footer = {"%nExample:", "  hedgerow models registry --server http://127.0.0.1:8080"})
final class RegistryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;

  @Option(names = "--json", description = "One JSON line a model.")
  private boolean json;

  @SuppressWarnings("NullAway.Init")
  RegistryCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    for (JsonNode model : server.get("/v1/models").path("models")) {
      out.println(json ? model.toString() : line(model));
    }
    out.flush();
    return 0;
  }

  /** One model, for people. */
  static String line(JsonNode model) {
    String stage = model.path("stage").asString();
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s %-12s %s",
                model.path("sha256").asString().substring(0, 12),
                model.path("policy").asString(),
                stage.equals("canary")
                    ? stage + " " + model.path("percent").asInt() + "%"
                    : stage));
    JsonNode compared = model.path("compared");
    if (compared.isObject()) {
      line.append(
          String.format(
              Locale.ROOT,
              "; of %d texts %d only it puts at 0.5 or above, %d only what answers, %.3f apart",
              compared.path("texts").asLong(),
              compared.path("only_shadow_above_half").asLong(),
              compared.path("only_answer_above_half").asLong(),
              compared.path("mean_distance").asDouble()));
    }
    model.path("falls_short").forEach(each -> line.append("\n  lacks: ").append(each.asString()));
    return line.toString();
  }
}
