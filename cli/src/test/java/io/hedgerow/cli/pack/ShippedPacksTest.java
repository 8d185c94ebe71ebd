package io.hedgerow.cli.pack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packs that ship load without a warning and pass their tests. */
final class ShippedPacksTest {

  @ParameterizedTest
  @ValueSource(strings = {"pinboard", "examples/first-pack", "examples/youtube-comments"})
  void everyRuleIsTestedAndEveryTestPasses(String pack) {
    assertThat(TinyPack.run("pack", "test", "../packs/" + pack))
        .matches("0\n[0-9]+ passed, 0 failed\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pinboard", "examples/first-pack", "examples/youtube-comments"})
  void thereIsNothingToSayAboutIt(String pack) {
    assertThat(TinyPack.run("pack", "check", "../packs/" + pack)).startsWith("0\n").hasLineCount(2);
  }

  /** The command ends with 0 only if every attack is found well enough. */
  @Test
  void pinboardFindsEveryAttackOfTheSimulatorAndSparesItsLookAlikes() {
    assertThat(TinyPack.run("simulate", "--score", "../packs/pinboard")).startsWith("0\n");
  }
}
