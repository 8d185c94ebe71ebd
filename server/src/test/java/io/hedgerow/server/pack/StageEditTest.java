package io.hedgerow.server.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.engine.pack.SignalDefinition.Kind;
import io.hedgerow.engine.pack.Stage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StageEditTest {
  private static Optional<String> edited(String file, String text, Kind kind, String name) {
    SignalDefinition signal = new SignalDefinition(name, kind, "event.title", new Stage.Canary(20));
    return StageEdit.of(Map.of(file, text.getBytes(StandardCharsets.UTF_8)), signal, "shadow")
        .map(files -> new String(files.getOrDefault(file, new byte[0]), StandardCharsets.UTF_8));
  }

  @Test
  void aBanksStageChangesAndNothingElse() {
    String banks =
        """
        other:
          stage: canary 20%
        known: # pictures
          policy: spam
          stage: canary 20% # since Monday
          distance: 31
        flags:
          kind: negative
          stage: live
        """;
    assertThat(edited("banks.yaml", banks, Kind.MATCH, "known").orElseThrow())
        .isEqualTo(banks.replace("stage: canary 20% # since", "stage: shadow # since"));
    assertThat(edited("banks.yaml", banks, Kind.MATCH, "unknown")).isEmpty();
  }

  @Test
  void aScoreWrittenOnOneLineOrOnMoreIsFound() {
    String scores =
        """
        scores:
          spam: {input: event.title, stage: canary 20%, description: x}
          hate:
            input: event.title
            stage: canary 20%
          none:
            input: event.title
        """;
    assertThat(edited("signals.yaml", scores, Kind.SCORE, "spam").orElseThrow())
        .isEqualTo(scores.replaceFirst("canary 20%", "shadow"));
    assertThat(edited("signals.yaml", scores, Kind.SCORE, "hate").orElseThrow())
        .isEqualTo(scores.replace("stage: canary 20%\n", "stage: shadow\n"));
    assertThat(edited("signals.yaml", scores, Kind.SCORE, "none")).isEmpty();
  }
}
