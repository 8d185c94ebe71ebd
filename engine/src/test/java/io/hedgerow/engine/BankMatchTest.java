package io.hedgerow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.FiredRule;
import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.engine.pack.Diagnostic;
import io.hedgerow.engine.pack.SignalDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BankMatchTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final String BANKS =
      """
      known:
        policy: abuse
        stage: live
        distance: 24
      flags:
        kind: negative
      """;

  private static Map<String, byte[]> files(String banks) {
    Map<String, String> texts = new HashMap<>();
    texts.put("pack.yaml", "name: p\ndescription: d\nowners: [o]\n");
    texts.put(
        "events.yaml",
        """
        types:
          pin.created:
            fields: {pin: string, image: image}
            subject: {kind: pin, field: pin}
        """);
    texts.put("policies/abuse.yaml", "id: abuse\ntitle: Abuse\ntext: No abuse.\n");
    texts.put("banks.yaml", banks);
    texts.put(
        "rules/images.yaml",
        """
        - id: known-image
          on: [pin.created]
          when: match.known <= 20
          label: {policy: abuse}
          then: [hold]
          stage: live
          reason: "{match.known} bits from a known image"
        """);
    Map<String, byte[]> files = new HashMap<>();
    texts.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return files;
  }

  private static CompiledPack pack(String banks) {
    return switch (CompiledPack.load(files(banks))) {
      case PackCompilation.Compiled(CompiledPack pack) -> pack;
      case PackCompilation.Failed(List<Diagnostic> diagnostics) ->
          throw new AssertionError(diagnostics);
    };
  }

  private static List<String> wrong(String banks) {
    return CompiledPack.load(files(banks)) instanceof PackCompilation.Failed failed
        ? failed.diagnostics().stream().map(Diagnostic::message).toList()
        : List.of();
  }

  private static Event pin(Map<String, Object> data) {
    Map<String, Object> all = new HashMap<>(data);
    all.put("actor", "u1");
    all.put("pin", "p1");
    return new Event(new EventKey("/test", "e1"), "pin.created", NOON, NOON, all);
  }

  private static Decision decide(CompiledPack pack, Optional<Object> found) {
    return new Engine(pack, (_, _) -> found, LabelView.NONE).decide(pin(Map.of("image", "i")));
  }

  private static Optional<Object> match(int distance) {
    return Optional.of(new Signals.Match(distance, "exchange", "h7"));
  }

  @Test
  void aMatchIsReadAsItsDistanceAndRecordedWithItsSource() {
    Decision decision = decide(pack(BANKS), match(12));
    assertThat(decision.verdict()).isEqualTo(Verdict.HOLD);
    assertThat(decision.fired())
        .extracting(FiredRule::reason)
        .containsExactly("12 bits from a known image");
    assertThat(decision.signals())
        .containsEntry("match.known", 12L)
        .containsEntry("match.known.source", "exchange")
        .containsEntry("match.known.hash", "h7");
  }

  @Test
  void withoutAMatchTheRuleSaysWhatItMissed() {
    Decision decision = decide(pack(BANKS), Optional.empty());
    assertThat(decision.fired()).isEmpty();
    assertThat(decision.skipped().getFirst().missing()).isEqualTo("match.known");
  }

  @Test
  void theBankIsAskedOnceAndOnlyForAnEventWithAnImage() {
    List<Object> asked = new ArrayList<>();
    Signals signals =
        (SignalDefinition signal, Object input) -> {
          asked.add(signal.name() + " " + input);
          return match(1);
        };
    Engine engine = new Engine(pack(BANKS), signals, LabelView.NONE);
    engine.decide(pin(Map.of()));
    assertThat(asked).isEmpty();
    engine.decide(pin(Map.of("image", "i9")));
    assertThat(asked).containsExactly("known i9");
  }

  @Test
  void aRuleHasNoMoreEffectThanTheBankItReads() {
    Decision decision = decide(pack(BANKS.replace("live", "shadow")), match(3));
    assertThat(decision.fired()).extracting(FiredRule::effective).containsExactly(false);
    assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(decision.signals()).containsEntry("match.known", 3L);
  }

  @Test
  void aDraftBankIsNotAsked() {
    assertThat(decide(pack(BANKS.replace("live", "draft")), match(3)).fired()).isEmpty();
  }

  @Test
  void tryingAPackOutTakesItsShadowBanksAsLive() {
    CompiledPack shadow = pack(BANKS.replace("live", "shadow"));
    PackCompilation.Compiled live =
        (PackCompilation.Compiled) CompiledPack.compile(shadow.pack().asLive());
    assertThat(decide(live.pack(), match(3)).verdict()).isEqualTo(Verdict.HOLD);
  }

  @Test
  void anExplanationSaysWhatTheDecisionSaw() {
    CompiledPack pack = pack(BANKS);
    Decision decision = decide(pack, match(12));
    Engine elsewhere = new Engine(pack, Signals.NONE, LabelView.NONE);
    assertThat(elsewhere.explain(pin(Map.of("image", "i")), decision))
        .extracting(trace -> trace.outcome())
        .containsExactly("held");
  }

  @Test
  void aPackTestSaysWhatMatches() {
    Map<String, byte[]> files = files(BANKS);
    String test =
        """
        - name: a near copy is held
          signals: {match.known: %d}
          events: [{type: pin.created, data: {pin: p1, image: i}}]
          expect: {verdict: hold, fires: [known-image]}
        """;
    files.put("tests/near.yaml", test.formatted(12).getBytes(StandardCharsets.UTF_8));
    files.put("tests/far.yaml", test.formatted(21).getBytes(StandardCharsets.UTF_8));
    PackCompilation.Compiled compiled = (PackCompilation.Compiled) CompiledPack.load(files);
    assertThat(PackTests.run(compiled.pack()))
        .extracting(PackTests.Result::passed)
        .containsExactly(false, true);
    files.put(
        "tests/far.yaml",
        test.replace("match.known", "match.knwn").formatted(1).getBytes(StandardCharsets.UTF_8));
    assertThat(((PackCompilation.Failed) CompiledPack.load(files)).diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly("unknown signal `match.knwn`");
  }

  @Test
  void whatIsWrongWithABankIsSaid() {
    assertThat(wrong("known: {stage: live}")).contains("bank `known` needs `policy`");
    assertThat(wrong("known: {policy: abusee}")).contains("unknown policy `abusee`");
    assertThat(wrong("known: {policy: abuse, input: event.picture}"))
        .contains("unknown image field `event.picture`");
    assertThat(wrong("known: {policy: abuse, distance: 32}"))
        .contains("`distance` must be a whole number from 0 to 31, was `32`");
    assertThat(wrong("known: {kind: negative, policy: abuse}"))
        .contains("a negative bank stands for no policy");
    assertThat(wrong("Known: {policy: abuse}")).contains("`Known` is no bank name");
  }
}
