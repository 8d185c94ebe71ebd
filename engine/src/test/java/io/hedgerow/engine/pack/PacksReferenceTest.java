package io.hedgerow.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps {@code docs/reference/packs.md} honest: every key that is read is named there. */
final class PacksReferenceTest {
  static Stream<String> keys() {
    return Stream.of(
            PackLoader.PACK_KEYS,
            EventsReader.KEYS,
            EventsReader.ACTOR_KEYS,
            EventsReader.TYPE_KEYS,
            EventsReader.FIELD_KEYS,
            EventsReader.ENTITY_KEYS,
            PolicyReader.KEYS,
            PolicyReader.ENFORCEMENT_KEYS,
            PolicyReader.STRIKES_KEYS,
            PolicyReader.RUNG_KEYS,
            CounterReader.KEYS,
            TrailReader.KEYS,
            SignalReader.KEYS,
            SignalReader.SIGNAL_KEYS,
            BankReader.KEYS,
            RuleReader.KEYS,
            RuleReader.LABEL_KEYS,
            TestReader.KEYS,
            TestReader.EVENT_KEYS,
            TestReader.EXPECT_KEYS)
        .flatMap(Set::stream)
        .distinct()
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyIsDocumented(String key) throws IOException {
    String page = Files.readString(Path.of("../docs/reference/packs.md"));
    assertThat(page).containsPattern("\\b" + key + "\\b");
  }
}
