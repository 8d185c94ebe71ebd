package io.hedgerow.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hedgerow.cli.Hedgerow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be wrong with texts, labels, files and endpoints, through the command. */
final class BadTextTest {
  private static final List<String> HOSTILE =
      List.of(
          "",
          "a",
          "a rose ".repeat((1 << 20) / 7),
          "4 ".repeat(1 << 19),
          "half a pair \uD83D",
          "слово word 字 كلمة",
          "\uD83D\uDE48\uD83C\uDF3F",
          "\u0000\u200B\u202E");

  @TempDir private Path folder;
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void everyHostileTextGetsAProbabilityUnderEveryPolicy() throws IOException {
    List<String> lines = new ArrayList<>();
    HOSTILE.forEach(text -> lines.add(line(text, Map.of())));
    assertThat(run("text", "classify", file("hostile.jsonl", lines))).isZero();
    assertThat(output.toString().lines()).hasSize(HOSTILE.size());
    for (String each : output.toString().lines().toList()) {
      JsonNode scores = TextLine.JSON.readTree(each).path("scores");
      assertThat(scores.size()).isGreaterThan(3);
      scores.forEach(score -> assertThat(score.asDouble()).isBetween(0.0, 1.0));
    }
  }

  @Test
  void hostileTextsAreLearnedFromAndEmbedded() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < HOSTILE.size(); i++) {
      String text = HOSTILE.get(i);
      lines.add(line(text.substring(0, Math.min(text.length(), 900)), Map.of("x", i % 2 == 0)));
    }
    String labels = file("labels.jsonl", lines);
    String model = folder.resolve("x.json").toString();
    assertThat(run("text", "learn", "--policy", "x", "--out", model, labels)).isZero();
    output.getBuffer().setLength(0);
    assertThat(run("text", "classify", "--model", model, labels)).isZero();
    assertThat(output.toString()).doesNotContain("NaN");
    output.getBuffer().setLength(0);
    assertThat(run("text", "embed", labels)).isZero();
    assertThat(output.toString()).doesNotContain("NaN");
  }

  @Test
  void tenThousandExamplesOfOneClassAreRefusedWithTheirNumberAndNothingIsWritten()
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      lines.add(line("text " + i, Map.of("x", true)));
    }
    Path model = folder.resolve("x.json");
    String labels = file("labels.jsonl", lines);
    assertThat(run("text", "learn", "--policy", "x", "--out", model.toString(), labels))
        .isEqualTo(2);
    assertThat(errors.toString()).contains("had 10000 that break it and 0 that do not");
    assertThat(model).doesNotExist();
  }

  @Test
  void contradictoryDuplicatesGiveAnUndecidedModel() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      lines.add(line("the very same post", Map.of("x", i % 2 == 0)));
    }
    String labels = file("labels.jsonl", lines);
    String model = folder.resolve("x.json").toString();
    assertThat(run("text", "learn", "--policy", "x", "--out", model, labels)).isZero();
    output.getBuffer().setLength(0);
    assertThat(run("text", "classify", "--model", model, labels)).isZero();
    String first = output.toString().lines().findFirst().orElseThrow();
    assertThat(TextLine.JSON.readTree(first).path("scores").path("x").asDouble())
        .isBetween(0.4, 0.6);
  }

  @Test
  void aModelFileCutShortIsNamed() throws IOException {
    String labels =
        file(
            "labels.jsonl",
            List.of(line("a rose", Map.of("x", true)), line("a spanner", Map.of("x", false))));
    Path model = folder.resolve("x.json");
    assertThat(run("text", "learn", "--policy", "x", "--out", model.toString(), labels)).isZero();
    byte[] whole = Files.readAllBytes(model);
    Files.write(model, Arrays.copyOf(whole, whole.length / 2));
    assertThat(run("text", "classify", "--model", model.toString(), labels)).isEqualTo(2);
    assertThat(errors.toString()).contains("x.json is no text model: ");
  }

  @Test
  void aModelWithAWrongChecksumIsFoundByVerify() throws IOException {
    Path place = Files.createDirectories(folder.resolve("bge-small"));
    for (String name : List.of("model.onnx", "tokenizer.json")) {
      Files.writeString(place.resolve(name), "not what was pinned");
    }
    assertThat(run("models", "verify", "--store", folder.toString(), "bge-small")).isEqualTo(1);
    assertThat(output.toString()).contains("damaged");
  }

  @Test
  void anEndpointThatHangsIsAnAbstention() throws IOException {
    HttpServer hanging =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hanging.createContext("/", exchange -> {}); // never answered
    hanging.start();
    try {
      String posts = file("posts.jsonl", List.of(line("a rose", Map.of())));
      int code =
          run(
              "text",
              "judge",
              "--policy",
              "spam",
              "--endpoint",
              "http://127.0.0.1:" + hanging.getAddress().getPort() + "/v1",
              "--model",
              "any",
              "--timeout",
              "1",
              posts);
      assertThat(code).as(errors.toString()).isZero();
      assertThat(output.toString()).contains("abstain");
    } finally {
      hanging.stop(0);
    }
  }

  @Test
  void theNearestExamplesComeWithTheirLabels() throws IOException {
    String examples =
        file(
            "examples.jsonl",
            List.of(
                line("buy cheap watches now", Map.of("spam", true)),
                line("my tulips are in bloom", Map.of("spam", false)),
                line("no label for this", Map.of())));
    assertThat(
            run(
                "text",
                "explain",
                "--policy",
                "spam",
                "--examples",
                examples,
                "--nearest",
                "1",
                "the tulips are blooming"))
        .isZero();
    JsonNode nearest = TextLine.JSON.readTree(output.toString()).path("nearest");
    assertThat(nearest).hasSize(1);
    assertThat(nearest.get(0).path("text").asString()).isEqualTo("my tulips are in bloom");
    assertThat(nearest.get(0).path("label").asBoolean()).isFalse();
    assertThat(nearest.get(0).path("similarity").asDouble()).isBetween(0.5, 1.0);
  }

  private static String line(String text, Map<String, Boolean> labels) {
    ObjectNode node = TextLine.JSON.createObjectNode().put("text", text);
    ObjectNode all = node.putObject("labels");
    new LinkedHashMap<>(labels).forEach(all::put);
    return node.toString();
  }

  private int run(String... arguments) {
    return Hedgerow.commandLine()
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  private String file(String name, List<String> lines) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    return file.toString();
  }
}
