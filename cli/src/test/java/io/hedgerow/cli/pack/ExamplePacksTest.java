package io.hedgerow.cli.pack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packs that guides build on load without a warning and pass their tests. */
final class ExamplePacksTest {

  @ParameterizedTest
  @ValueSource(strings = {"first-pack", "youtube-comments"})
  void everyRuleIsTestedAndEveryTestPasses(String pack) {
    assertThat(TinyPack.run("pack", "test", "../packs/examples/" + pack))
        .matches("0\n[0-9]+ passed, 0 failed\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"first-pack", "youtube-comments"})
  void thereIsNothingToSayAboutIt(String pack) {
    assertThat(TinyPack.run("pack", "check", "../packs/examples/" + pack))
        .startsWith("0\n" + pack)
        .hasLineCount(2);
  }
}
