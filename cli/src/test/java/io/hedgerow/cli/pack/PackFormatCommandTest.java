package io.hedgerow.cli.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackFormatCommandTest {
  @TempDir private Path folder;
  private Path pack = Path.of("");

  @BeforeEach
  void writePack() throws IOException {
    pack = TinyPack.write(folder.resolve("tiny"), TinyPack.RULES);
  }

  @Test
  void aDryRunNamesWhatWouldChangeAndChangesNothing() throws IOException {
    assertThat(TinyPack.run("pack", "format", "--dry-run", pack.toString()))
        .isEqualTo("1\nwould change rules/loud.yaml\n");
    assertThat(pack.resolve("rules/loud.yaml")).hasContent(TinyPack.RULES);
  }

  @Test
  void aFormattedPackMeansTheSame() throws IOException {
    String before = TinyPack.write(folder.resolve("before"), TinyPack.RULES).toString();
    assertThat(TinyPack.run("pack", "format", pack.toString()))
        .isEqualTo("0\nchanged rules/loud.yaml\n");
    assertThat(Files.readString(pack.resolve("rules/loud.yaml")))
        .startsWith("# what spam looks like\n- id: loud\n")
        .containsSubsequence("  label:", "  then:", "  stage:", "  reason:");
    assertThat(TinyPack.run("pack", "diff", before, pack.toString())).startsWith("0\n");
    assertThat(TinyPack.run("pack", "format", "--dry-run", pack.toString())).isEqualTo("0\n");
  }
}
