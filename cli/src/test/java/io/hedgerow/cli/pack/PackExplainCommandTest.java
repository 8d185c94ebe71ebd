package io.hedgerow.cli.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
                size(event.title) > 3 (about 44 ns)
                counter.pins_1h >= 2 (about 4 ns)
              rule quiet (shadow) reads counter.pins_1h
                has(event.title) (about 2 ns)
                event.title.startsWith("x") (about 10 ns)
                counter.pins_1h >= 2 (about 4 ns)
              in 2 rules: counter.pins_1h >= 2

            """);
  }

  @Test
  void overEventsItShowsHowOftenEachPartHeld() throws IOException {
    String events = TinyPack.events(folder.resolve("events.jsonl"), 5).toString();
    assertThat(TinyPack.run("pack", "explain", pack, "--events", events))
        .contains("rule loud (live) reads counter.pins_1h: held on 80.00% of 5\n")
        .contains("    size(event.title) > 3 (about 44 ns): held on 100.00% of 5\n")
        .contains("    counter.pins_1h >= 2 (about 4 ns): held on 80.00% of 5\n")
        .contains("    event.title.startsWith(\"x\") (about 10 ns): held on 0.00% of 5\n");
  }

  @Test
  void overManyEventsItShowsWhatAConditionCosts() throws IOException {
    String events = TinyPack.events(folder.resolve("events.jsonl"), 60).toString();
    List<String> command = new ArrayList<>(List.of("pack", "explain", pack));
    for (int again = 0; again < 5; again++) {
      command.addAll(List.of("--events", events));
    }
    assertThat(TinyPack.run(command.toArray(String[]::new)))
        .containsPattern("rule loud .live. reads .*: held on [0-9.]+% of 300, [0-9]+ ns each");
  }

  @Test
  void anUnknownEventTypeIsAnsweredWithTheKnownOnes() {
    assertThat(TinyPack.run("pack", "explain", pack, "--type", "pin.made"))
        .startsWith("2\n")
        .contains("the pack has no event type `pin.made`; it has pin.created");
  }
}
