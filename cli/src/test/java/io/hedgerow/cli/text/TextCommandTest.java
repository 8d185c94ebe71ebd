package io.hedgerow.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.cli.Hedgerow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class TextCommandTest {
  private static final String LABELS =
      """
      {"text": "Cheap watches, order today", "labels": {"spam": true}}
      {"text": "Earn 5000 a week from home", "labels": {"spam": 1}}
      {"text": "Click the link and win a phone", "labels": {"spam": 1}}
      {"text": "My tomatoes finally turned red", "labels": {"spam": 0}}
      {"text": "We walked along the river", "labels": {"spam": false}}
      {"text": "A recipe for onion soup", "labels": {"spam": 0, "hate": null}}
      """;

  @TempDir private Path folder;
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void whatLearnWritesClassifyReads() throws IOException {
    String labels = file("labels.jsonl", LABELS);
    String model = folder.resolve("spam.json").toString();
    assertThat(run("text", "learn", "--policy", "spam", "--out", model, labels)).isZero();
    assertThat(output.toString())
        .contains("few-shot from 3 labelled texts that break the policy, 3 that do not");
    String posts =
        file(
            "posts.jsonl",
            "{\"id\":\"a\",\"text\":\"Buy pills, big discount\"}\n{\"text\":\"tulips\"}\n");
    output.getBuffer().setLength(0);
    assertThat(run("text", "classify", "--model", model, posts)).isZero();
    JsonNode first = TextLine.JSON.readTree(output.toString().lines().toList().get(0));
    JsonNode second = TextLine.JSON.readTree(output.toString().lines().toList().get(1));
    assertThat(first.path("id").asString()).isEqualTo("a");
    assertThat(second.path("id").asString()).isEqualTo("2");
    assertThat(first.path("scores").path("spam").asDouble())
        .isGreaterThan(second.path("scores").path("spam").asDouble());
  }

  @Test
  void withoutLabelsThePolicysTextIsEnough() throws IOException {
    String ordinary = file("posts.jsonl", LABELS);
    String model = folder.resolve("spam.json").toString();
    assertThat(run("text", "learn", "--policy", "spam", "--unlabelled", ordinary, "--out", model))
        .isZero();
    assertThat(output.toString()).contains("zero-shot").contains("6 unlabelled");
  }

  @Test
  void explainPointsAtWords() throws IOException {
    assertThat(run("text", "explain", "--policy", "spam", "tulips, but order cheap pills now"))
        .isZero();
    JsonNode line = TextLine.JSON.readTree(output.toString());
    assertThat(line.path("words")).hasSize(6);
    assertThat(line.path("words").get(0).path("word").asString()).isNotEqualTo("tulips,");
  }

  @Test
  void evaluateMeasuresAndSaysWhatFallsShort() throws IOException {
    String card = folder.resolve("card.md").toString();
    String json = folder.resolve("card.json").toString();
    String labels = file("labels.jsonl", LABELS);
    assertThat(run("text", "evaluate", "--card", card, "--card", json, labels)).isEqualTo(1);
    JsonNode line = TextLine.JSON.readTree(output.toString());
    assertThat(line.path("policy").asString()).isEqualTo("spam");
    assertThat(line.path("texts").asInt()).isEqualTo(6);
    assertThat(line.path("falls_short").get(0).asString())
        .isEqualTo("measured on 6 texts, needs 200");
    assertThat(Files.readString(Path.of(card))).contains("# Model card: `spam`");
    JsonNode read = TextLine.JSON.readTree(Files.readString(Path.of(json)));
    assertThat(read.path("policy").asString()).isEqualTo("spam");
    assertThat(read.path("gate").path("passes").asBoolean()).isFalse();
  }

  @Test
  void theMiddleOfTheScoresGoesToPeopleAsTheCardSays() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      lines.append(labelled("Click here and win phone number " + i + ", order today", true));
      lines.append(labelled("Bed " + i + " of the garden has tomatoes", false));
    }
    String labels = file("many.jsonl", lines.toString());
    String model = folder.resolve("spam.model.json").toString();
    String card = folder.resolve("spam-card.json").toString();
    run("text", "learn", "--policy", "spam", "--out", model, file("few.jsonl", LABELS));
    output.getBuffer().setLength(0);
    run("text", "evaluate", "--model", model, "--card", card, labels);
    JsonNode measured = TextLine.JSON.readTree(output.toString());
    double from = measured.path("review_from").asDouble();
    assertThat(from).isBetween(0.02, 0.98);
    output.getBuffer().setLength(0);
    assertThat(run("text", "classify", "--model", model, "--card", card, labels)).isZero();
    assertThat(output.toString().lines().map(line -> TextLine.JSON.readTree(line)))
        .hasSize(80)
        .allSatisfy(line -> {
          double score = line.path("scores").path("spam").asDouble();
          String action = line.path("actions").path("spam").asString();
          double act = measured.path("act_from").asDouble(2);
          assertThat(action).isEqualTo(score >= act ? "act" : score >= from ? "review" : "pass");
        });
    assertThat(run("text", "classify", "--starter", "--card", card, labels)).isEqualTo(2);
    assertThat(errors.toString()).contains("spam-card.json is of another model for `spam`");
  }

  @Test
  void evaluateSaysWhatTheExchangeOfAnIdentityDoes() throws IOException {
    String labels =
        file(
            "labels.jsonl",
            LABELS
                + "{\"text\": \"The women planted a hedge\", \"labels\": {\"spam\": false}}\n"
                + "{\"text\": \"A gay man sells roses\", \"labels\": {}}\n");
    assertThat(run("text", "evaluate", "--swaps", labels)).isEqualTo(1);
    JsonNode moved = TextLine.JSON.readTree(output.toString()).path("identity_swaps");
    assertThat(moved.path("texts").asInt()).isEqualTo(1);
    assertThat(moved.path("flips").get(0).asDouble()).isZero();
    assertThat(moved.path("spread").get(0).asDouble())
        .isCloseTo(
            Math.abs(score("The women planted a hedge") - score("The men planted a hedge")),
            within(2e-4));
  }

  private double score(String text) throws IOException {
    output.getBuffer().setLength(0);
    run("text", "classify", "--starter", file("one.jsonl", "{\"text\": \"" + text + "\"}\n"));
    return TextLine.JSON.readTree(output.toString()).path("scores").path("spam").asDouble();
  }

  @Test
  void theGateAsksWhatItIsToldTo() throws IOException {
    String labels = file("labels.jsonl", LABELS);
    assertThat(run("text", "evaluate", "--fewest-texts", "7", labels)).isEqualTo(1);
    assertThat(output.toString()).contains("measured on 6 texts, needs 7");
    assertThat(run("text", "evaluate", "--least-auroc", "1.4", labels)).isEqualTo(2);
    assertThat(errors.toString()).contains("least AUROC must be in [0.5, 1], was 1.4");
  }

  @Test
  void embedPrintsAVectorForEachText() throws IOException {
    assertThat(run("text", "embed", file("posts.jsonl", LABELS))).isZero();
    assertThat(output.toString().lines()).hasSize(6);
    assertThat(
            TextLine.JSON
                .readTree(output.toString().lines().findFirst().orElseThrow())
                .path("vector"))
        .hasSize(384);
  }

  @Test
  void aWrongLineIsNamed() throws IOException {
    assertThat(run("text", "classify", file("p.jsonl", "{\"text\":\"a\"}\n{\"text\":1}\n")))
        .isEqualTo(2);
    assertThat(errors.toString()).contains("p.jsonl:2: `text` must be a string");
  }

  @Test
  void aWrongLabelIsNamed() throws IOException {
    String labels = file("l.jsonl", "{\"text\":\"a\",\"labels\":{\"spam\":\"yes\"}}\n");
    assertThat(run("text", "learn", "--policy", "spam", "--out", "x", labels)).isEqualTo(2);
    assertThat(errors.toString())
        .contains("l.jsonl:1: label `spam` must be true, false, 1, 0 or null for unknown");
  }

  @Test
  void oneKindOfExampleOnlyIsRefused() throws IOException {
    String labels =
        file(
            "l.jsonl",
            LABELS
                .lines()
                .limit(3)
                .toList()
                .toString()
                .replace("[", "")
                .replace("]", "")
                .replace("}}, ", "}}\n"));
    assertThat(run("text", "learn", "--policy", "spam", "--out", "x", labels)).isEqualTo(2);
    assertThat(errors.toString()).contains("had 3 that break it and 0 that do not");
  }

  @Test
  void aFileThatIsNoModelIsNamed() throws IOException {
    String model = file("m.json", "{}");
    String posts = file("posts.jsonl", LABELS);
    assertThat(run("text", "classify", "--model", model, posts)).isEqualTo(2);
    assertThat(errors.toString())
        .contains("m.json is no text model: `format` must be 1 or 2, was 0");
  }

  @Test
  void copiesOfOneMistakeDoNotVouchForEachOther() throws IOException {
    List<String> spam =
        List.of(
            "Cheap watches, order today",
            "Earn 5000 a week from home",
            "Click the link and win a phone",
            "Buy two pills, get one free, order now",
            "Limited offer: half price, click here",
            "You have won a prize, call now to claim",
            "Make money fast, join this week",
            "Lowest price for printer ink, visit our shop",
            "Free trial, cancel any time, sign up now",
            "Double your savings, guaranteed, ask us how",
            "Reply YES to get your free ringtone",
            "Work two hours a day and earn thousands",
            "Follow my channel and get free coins",
            "Brand new phones at half price, limited stock",
            "Your voucher is waiting, claim it today",
            "Subscribe now and win a cash prize");
    List<String> posts =
        List.of(
            "My tomatoes finally turned red",
            "We walked along the river",
            "A recipe for onion soup",
            "The bus was late again this morning",
            "She reads on the balcony after work",
            "Our old dog sleeps all afternoon",
            "Rain again, so we stayed inside",
            "The library has a new reading room",
            "I mended the fence behind the shed",
            "The children painted the kitchen chairs",
            "Snow fell on the hills last night",
            "We missed the train and took a later one",
            "Grandmother knits while the radio plays",
            "The choir practises in the old school",
            "My bicycle needs a new chain",
            "He planted garlic before the frost");
    List<String> mistaken =
        List.of(
            "Win a free holiday, click the link and order today",
            "Win a free holiday, click the link and order today!",
            "Win a free holiday!! Click the link and order today");
    StringBuilder lines = new StringBuilder();
    spam.forEach(text -> lines.append(labelled(text, true)));
    posts.forEach(text -> lines.append(labelled(text, false)));
    mistaken.forEach(text -> lines.append(labelled(text, false)));
    assertThat(run("text", "doubt", "--policy", "spam", file("l.jsonl", lines.toString())))
        .isEqualTo(1);
    List<String> doubted =
        output
            .toString()
            .lines()
            .map(line -> TextLine.JSON.readTree(line).path("text").asString())
            .toList();
    assertThat(doubted).containsExactlyInAnyOrderElementsOf(mistaken);
  }

  private static String labelled(String text, boolean label) {
    return "{\"text\": \"%s\", \"labels\": {\"spam\": %s}}%n".formatted(text, label);
  }

  @Test
  void modelsAreListedWithWhatIsHere() {
    assertThat(run("models", "list", "--store", folder.toString())).isZero();
    assertThat(output.toString())
        .containsPattern("minilm +built in")
        .containsPattern("bge-small +not fetched");
    assertThat(run("models", "verify", "--store", folder.toString(), "bge-small")).isEqualTo(1);
    assertThat(run("models", "fetch", "--store", folder.toString(), "nope")).isEqualTo(2);
    assertThat(errors.toString()).contains("there is no model `nope`; valid: minilm, bge-small");
  }

  private int run(String... arguments) {
    return Hedgerow.commandLine()
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
