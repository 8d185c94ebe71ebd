package io.hedgerow.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.PackCompilation;
import io.hedgerow.engine.pack.PackLoader;
import io.hedgerow.engine.pack.PackLoading;
import io.hedgerow.server.console.PackOutlines.Edge;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PackOutlinesTest {
  private static final String PACK =
      """
      ## pack.yaml
      name: small
      ## events.yaml
      actor: {kind: account, fields: {}}
      types:
        pin.created:
          actor: actor
          subject: pin
          fields: {actor: string, pin: string, title: text}
        pin.saved:
          actor: actor
          subject: pin
          fields: {actor: string, pin: string}
      ## policies/spam.yaml
      id: spam
      title: Spam
      text: None, please.
      severity: 2
      enforcement: {action: limit}
      ## counters.yaml
      pins_1h:
        on: [pin.created]
        key: event.actor
        count: event.pin
        window: 1h
      saves_1h:
        on: [pin.saved]
        key: event.actor
        count: event.pin
        window: 1h
      ## trails.yaml
      pins_of_actor:
        on: [pin.created]
        key: event.actor
        keep: subject
        window: 1h
      ## rules/spam.yaml
      - id: names-a-counter-in-a-text
        on: [pin.created]
        when: event.title == "counter.saves_1h"
        label: {policy: spam, confidence: 0.9}
        stage: live
        reason: "it says so"
      - id: late
        on: [pin.saved]
        when: counter.pins_1h > 20
        label: {policy: spam, confidence: 0.9, on: trail.pins_of_actor}
        stage: live
        reason: "many"
      """;

  private static CompiledPack compiled(String text) {
    Map<String, byte[]> files = new HashMap<>();
    for (String part : text.split("(?m)^## ")) {
      if (!part.isBlank()) {
        int end = part.indexOf('\n');
        files.put(
            part.substring(0, end).strip(),
            part.substring(end + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    if (PackLoader.load(files) instanceof PackLoading.Loaded loaded
        && CompiledPack.compile(loaded.pack())
            instanceof PackCompilation.Compiled(CompiledPack pack)) {
      return pack;
    }
    throw new AssertionError("the pack has errors: " + PackLoader.load(files));
  }

  @Test
  void theGraphIsOfCheckedConditionsFromEventsOverSignalsToPolicies() {
    assertThat(PackOutlines.edges(compiled(PACK)))
        .containsExactlyInAnyOrder(
            new Edge("pin.created", "rule names-a-counter-in-a-text"),
            new Edge("rule names-a-counter-in-a-text", "policy spam"),
            new Edge("pin.created", "counter.pins_1h"),
            new Edge("counter.pins_1h", "rule late"),
            new Edge("pin.created", "trail.pins_of_actor"),
            new Edge("trail.pins_of_actor", "rule late"),
            new Edge("rule late", "policy spam"));
  }

  @Test
  void aNameInATextIsNoSignal() {
    Map<String, Set<String>> signals = PackOutlines.signals(compiled(PACK));
    assertThat(signals.get("names-a-counter-in-a-text")).isEmpty();
    assertThat(signals.get("late")).isEqualTo(Set.of("counter.pins_1h"));
  }

  @Test
  void noEdgeIsThereTwice() {
    List<Edge> edges = PackOutlines.edges(compiled(PACK));
    assertThat(edges).doesNotHaveDuplicates();
  }
}
