package io.hedgerow.cli.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackDiffCommandTest {
  @TempDir private Path folder;

  private String pack(String name, String rules) throws IOException {
    return TinyPack.write(folder.resolve(name), rules).toString();
  }

  @Test
  void anotherLayoutIsNoDifference() throws IOException {
    String laidOut =
        TinyPack.RULES
            .replace("# what spam looks like\n", "\n\n")
            .replace("when: ", "when: >\n    ");
    assertThat(TinyPack.run("pack", "diff", pack("a", TinyPack.RULES), pack("b", laidOut)))
        .isEqualTo("0\nnothing differs in meaning\n");
  }

  @Test
  void aChangedConditionAndStageAreShownBeforeAndAfter() throws IOException {
    String changed =
        TinyPack.RULES.replace(">= 2", ">= 3").replace("stage: live", "stage: canary 5%");
    assertThat(TinyPack.run("pack", "diff", pack("a", TinyPack.RULES), pack("b", changed)))
        .isEqualTo(
            """
            1
            rule loud: changed
              stage
                - live
                + canary 5%
              when
                - counter.pins_1h >= 2 && size(event.title) > 3
                + counter.pins_1h >= 3 && size(event.title) > 3
            """);
  }

  @Test
  void anotherIdIsARuleGoneAndARuleNew() throws IOException {
    String renamed = TinyPack.RULES.replace("id: loud", "id: shouting");
    assertThat(TinyPack.run("pack", "diff", pack("a", TinyPack.RULES), pack("b", renamed)))
        .contains("rule loud: removed\n", "rule shouting: added\n", "  + verdict: limit\n");
  }

  @Test
  void asJsonEveryChangedPartIsAnObject() throws IOException {
    String changed = TinyPack.RULES.replace("0.9", "0.85");
    assertThat(
            TinyPack.run("pack", "diff", "--json", pack("a", TinyPack.RULES), pack("b", changed)))
        .isEqualTo(
            "1\n{\"part\":\"rule\",\"id\":\"loud\",\"change\":\"changed\",\"details\":[{"
                + "\"attribute\":\"label spam on subject\",\"before\":\"confidence 0.9\","
                + "\"after\":\"confidence 0.85\"}]}\n");
  }
}
