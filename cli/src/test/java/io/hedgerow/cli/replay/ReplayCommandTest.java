package io.hedgerow.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.cli.Hedgerow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ReplayCommandTest {
  private static final Path PACK = Path.of("../packs/examples/youtube-comments");

  @TempDir private Path folder;

  private Path lines(String... lines) throws IOException {
    return Files.write(folder.resolve("old.jsonl"), List.of(lines));
  }

  private static String line(String id, String time, String text, int spam) {
    return """
    {"id":"%s","text":"%s","labels":{"spam":%d},"meta":{"author":"a-%s","ts":"%s","video":"v"}}\
    """
        .formatted(id, text, spam, id, time);
  }

  private static String replay(Path file, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("replay", "@" + PACK.resolve("replay.args"), file.toString()));
    arguments.addAll(List.of(more));
    StringWriter output = new StringWriter();
    CommandLine command =
        Hedgerow.commandLine()
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(output, true));
    return command.execute(arguments.toArray(String[]::new)) + "\n" + output;
  }

  @Test
  void eventsComeInTheOrderOfTheirTime() throws IOException {
    Path file =
        lines(line("b", "2026-01-02T00:00:00", "hi", 0), line("a", "2026-01-01T00:00:00", "hi", 1));
    assertThat(replay(file))
        .isEqualTo(
            """
            0
            {"specversion":"1.0","id":"a","source":"/youtube","type":"comment.created",\
            "time":"2026-01-01T00:00:00Z",\
            "data":{"actor":"a-a","comment":"a","video":"v","text":"hi"}}
            {"specversion":"1.0","id":"b","source":"/youtube","type":"comment.created",\
            "time":"2026-01-02T00:00:00Z",\
            "data":{"actor":"a-b","comment":"b","video":"v","text":"hi"}}
            """);
  }

  @Test
  void aPackIsScoredAgainstTheRecord() throws IOException {
    Path file =
        lines(
            line("a", "2026-01-01T00:00:00", "subscribe to my channel", 1),
            line("b", "2026-01-01T00:01:00", "what a tune", 0),
            line("c", "2026-01-01T00:02:00", "cheap socks", 1));
    assertThat(replay(file, "--score", PACK.toString()))
        .startsWith(
            "0\nspam: precision 1.000 (1 of 1 found), recall 0.500 (1 of 2 violating)\n"
                + "3 events decided");
  }

  @Test
  void aLineThatGivesNoEventIsNamedAndTheOthersAreWritten() throws IOException {
    Path file = lines("{\"id\":\"x\"}", line("a", "2026-01-01T00:00:00", "hi", 0));
    assertThat(replay(file))
        .startsWith("1\n")
        .contains("old.jsonl:1: meta.ts: the time must be RFC 3339")
        .contains("\"id\":\"a\"");
  }

  @Test
  void aMappingThatCannotBeIsAUsageError() throws IOException {
    assertThat(replay(lines(), "--data", "actor.id=x"))
        .isEqualTo("2\nhedgerow: `actor.id` and `actor` cannot both be set\n");
  }
}
