package io.hedgerow.cli.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackBacktestCommandTest {
  @TempDir private Path folder;
  private String pack = "";
  private String events = "";

  @BeforeEach
  void writePackAndEvents() throws IOException {
    pack = TinyPack.write(folder.resolve("tiny"), TinyPack.RULES).toString();
    events = TinyPack.events(folder.resolve("events.jsonl"), 5).toString();
  }

  @Test
  void itShowsVerdictsAndEveryRule() {
    assertThat(TinyPack.run("pack", "backtest", pack, "--events", events))
        .startsWith("0\n5 events from 2026-03-01T10:00:00Z to 2026-03-01T10:00:04Z under pack ")
        .containsPattern("limit +4\n")
        .containsPattern("loud +live +4 +4 +0 +1 +4\n");
  }

  @Test
  void againstAnotherPackItShowsWhatDiffersAndEndsWithOne() throws IOException {
    String old =
        TinyPack.write(folder.resolve("old"), TinyPack.RULES.replace(">= 2", ">= 4")).toString();
    assertThat(TinyPack.run("pack", "backtest", pack, "--events", events, "--against", old))
        .startsWith("1\n")
        .contains("allow to limit: 2 events")
        .contains("e1 account:u1: loud, 2 pins")
        .contains("policy spam: 4 entities labelled, was 2 (2 gained, 0 lost)")
        .contains("rule loud: fired 4 (4 with effect), was 2 (2 with effect)");
  }

  @Test
  void againstItselfNothingDiffers() {
    assertThat(TinyPack.run("pack", "backtest", pack, "--events", events, "--against", pack))
        .startsWith("0\n")
        .contains("no verdict and no labelled entity differs");
  }

  @Test
  void draftsTriedAsLiveHaveTheirEffect() throws IOException {
    String draft =
        TinyPack.write(folder.resolve("draft"), TinyPack.RULES.replace("live", "draft")).toString();
    assertThat(TinyPack.run("pack", "backtest", draft, "--events", events)).doesNotContain("limit");
    assertThat(TinyPack.run("pack", "backtest", draft, "--events", events, "--as-live"))
        .containsPattern("limit +4\n");
  }

  @Test
  void asJsonItIsOneObject() {
    assertThat(TinyPack.run("pack", "backtest", pack, "--events", events, "--json"))
        .contains("\"events\":5,\"repeats\":0,")
        .contains("\"verdicts\":{\"allow\":1,\"limit\":4}")
        .hasLineCount(2);
  }

  @Test
  void aLineThatIsNoEventIsNamedAndTheOthersCount() throws IOException {
    Files.writeString(Path.of(events), "{\"id\":\n", StandardOpenOption.APPEND);
    assertThat(TinyPack.run("pack", "backtest", pack, "--events", events))
        .startsWith("1\n")
        .contains("events.jsonl:6: ")
        .contains("5 events");
  }
}
