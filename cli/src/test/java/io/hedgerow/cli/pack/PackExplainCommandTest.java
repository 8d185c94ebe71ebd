package io.hedgerow.cli.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackExplainCommandTest {
  private static final String QUIET =
      """
      - id: quiet
        on: [pin.created]
        when: counter.pins_1h >= 2 && has(event.title) && event.title.startsWith("x")
        then: [review]
        stage: shadow
        reason: "quiet"
      """;

  @TempDir private Path folder;
  private String pack = "";

  @BeforeEach
  void writePack() throws IOException {
    pack = TinyPack.write(folder.resolve("tiny"), TinyPack.RULES + QUIET).toString();
  }

  @Test
  void itShowsCountersRulesInOrderAndWhatTheyShare() {
    assertThat(TinyPack.run("pack", "explain", pack))
        .isEqualTo(
            """
            0
            pin.created: feeds 1 counters, tries 2 rules
              counter pins_1h: count of event.pin by event.actor over 1h; read by loud, quiet
              rule loud (live) reads counter.pins_1h
                counter.pins_1h >= 2
                size(event.title) > 3
              rule quiet (shadow) reads counter.pins_1h
                counter.pins_1h >= 2
                has(event.title)
                event.title.startsWith("x")
              in 2 rules: counter.pins_1h >= 2

            """);
  }

  @Test
  void overEventsItShowsHowOftenEachPartHeld() throws IOException {
    String events = TinyPack.events(folder.resolve("events.jsonl"), 5).toString();
    assertThat(TinyPack.run("pack", "explain", pack, "--events", events))
        .containsPattern(
            "rule loud \\(live\\) reads counter.pins_1h: held on 80.00% of 5, [0-9.]+ µs each")
        .contains("    counter.pins_1h >= 2: held on 80.00% of 5\n")
        .contains("    size(event.title) > 3: held on 100.00% of 4\n")
        .contains("    event.title.startsWith(\"x\"): held on 0.00% of 4\n");
  }

  @Test
  void anUnknownEventTypeIsAnsweredWithTheKnownOnes() {
    assertThat(TinyPack.run("pack", "explain", pack, "--type", "pin.made"))
        .startsWith("2\n")
        .contains("the pack has no event type `pin.made`; it has pin.created");
  }
}
