package io.hedgerow.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.cli.Hedgerow;
import io.hedgerow.server.HedgerowServer;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.settings.ServerSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learning from what people decided, asked of a real server. */
final class LedgerLabelsIT {
  private static final List<String> SPAM =
      List.of("Cheap watches, order today", "Earn 5000 a week from home", "Click and win a phone");
  private static final List<String> FINE =
      List.of(
          "My tomatoes finally turned red", "We walked by the river", "A recipe for onion soup");

  @TempDir private Path folder;
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void whatPeopleDecidedIsLearntFromAndMeasuredOn() throws Exception {
    try (HedgerowServer server =
        HedgerowServer.start(
            ServerSettings.of(
                Map.of(
                    "hedgerow.port", "0",
                    "hedgerow.data", folder.resolve("data").toString(),
                    "hedgerow.pack", "../packs/pinboard",
                    "hedgerow.log-events", "false")))) {
      String admin = server.issueKey("test", Set.of(Permission.ADMIN));
      for (int i = 0; i < SPAM.size(); i++) {
        judged(server, admin, "s" + i, SPAM.get(i), "violates");
        judged(server, admin, "f" + i, FINE.get(i), "clears");
      }
      Path key = folder.resolve("key");
      Files.writeString(key, server.issueKey("learn", Set.of(Permission.GROUND_TRUTH_READ)));
      String model = folder.resolve("spam.json").toString();
      String ledger = server.address().toString();

      assertThat(
              run(
                  "text",
                  "learn",
                  "--policy",
                  "spam",
                  "--ledger",
                  ledger,
                  "--key-file",
                  key.toString(),
                  "--out",
                  model))
          .as(errors.toString())
          .isZero();
      assertThat(output.toString())
          .contains("few-shot from 3 labelled texts that break the policy, 3 that do not");
      run(
          "text",
          "evaluate",
          "--model",
          model,
          "--ledger",
          ledger,
          "--key-file",
          key.toString(),
          "--since",
          "2020-01-01");
      assertThat(output.toString()).contains("\"texts\":6,\"positives\":3");

      Files.writeString(key, server.issueKey("other", Set.of(Permission.DECISIONS_READ)));
      assertThat(
              run(
                  "text",
                  "learn",
                  "--policy",
                  "spam",
                  "--ledger",
                  ledger,
                  "--key-file",
                  key.toString(),
                  "--out",
                  model))
          .isEqualTo(2);
      assertThat(errors.toString()).contains("the server refused: this needs a permission");
      assertThat(
              run(
                  "text",
                  "learn",
                  "--policy",
                  "spam",
                  "--ledger",
                  ledger,
                  "--key-file",
                  key.toString(),
                  "--since",
                  "yesterday",
                  "--out",
                  model))
          .isEqualTo(2);
      assertThat(errors.toString()).contains("--since must be a day such as 2026-03-01");
    }
  }

  private static void judged(
      HedgerowServer server, String key, String pin, String title, String says) throws Exception {
    post(
        server,
        key,
        "/v1/events",
        "application/cloudevents+json",
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/t\",\"type\":\"pin.created\",\"time\":\"%s\",\"data\":{\"actor\":\"a%s\",\"pin\":\"%s\",\"title\":\"%s\"}}"
            .formatted(pin, Instant.now(), pin, pin, title));
    post(
        server,
        key,
        "/v1/labels",
        "application/json",
        "{\"entity\":\"pin:%s\",\"policy\":\"spam\",\"says\":\"%s\",\"reason\":\"seen\",\"source\":{\"kind\":\"reviewer\",\"id\":\"person:ann\"}}"
            .formatted(pin, says));
  }

  private static void post(HedgerowServer server, String key, String path, String type, String body)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(server.address().resolve(path))
                  .header("Authorization", "Bearer " + key)
                  .header("Content-Type", type)
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }
  }

  private int run(String... arguments) {
    return Hedgerow.commandLine()
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }
}
