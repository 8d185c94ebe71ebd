package io.hedgerow.cli.pack;

import io.hedgerow.cli.Hedgerow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** A pack of one rule in a folder, events for it, and the command run on them. */
final class TinyPack {
  static final String RULES =
      """
      # what spam looks like
      - id: loud
        on: [pin.created]
        when: counter.pins_1h >= 2 && size(event.title) > 3
        then: [limit]
        label: {policy: spam, confidence: 0.9}
        stage: live
        reason: "{counter.pins_1h} pins"
      """;

  private TinyPack() {}

  static Path write(Path folder, String rules) throws IOException {
    file(folder, "pack.yaml", "name: tiny\ndescription: One rule.\nowners: [us]\n");
    file(
        folder,
        "events.yaml",
        """
        types:
          pin.created:
            actor: actor
            subject: {kind: pin, field: pin}
            fields: {actor: string, pin: string, title: text}
        """);
    file(
        folder,
        "counters.yaml",
        "pins_1h: {on: [pin.created], key: event.actor, count: event.pin, window: 1h}\n");
    file(
        folder,
        "policies/spam.yaml",
        "id: spam\ntitle: Spam\nseverity: 2\nlegal_category: SCAMS_AND_FRAUD\ntext: No spam.\n"
            + "enforcement: {action: limit, minimum_confidence: 0.8}\n");
    file(folder, "rules/loud.yaml", rules);
    return folder;
  }

  private static void file(Path folder, String name, String text) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** This many pins of one actor, a second apart. */
  static Path events(Path file, int count) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(
          """
          {"specversion":"1.0","id":"e%d","source":"/t","type":"pin.created",\
          "time":"2026-03-01T10:00:%02dZ","data":{"actor":"u1","pin":"p%d","title":"lovely"}}
          """
              .formatted(i, i, i));
    }
    return Files.writeString(file, lines);
  }

  /** What the command printed, after its exit code. */
  static String run(String... arguments) {
    StringWriter output = new StringWriter();
    CommandLine command =
        Hedgerow.commandLine()
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(output, true));
    return command.execute(arguments) + "\n" + output;
  }
}
