package io.hedgerow.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class LargePackTest {

  @Test
  void theSamplePackGrowsToAsManyRulesAsAreAskedFor() {
    assertThat(LargePack.of(Path.of("../packs/pinboard"), 100).pack().rules()).hasSize(100);
  }
}
