package io.hedgerow.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.Engine;
import io.hedgerow.engine.OfflineLabels;
import io.hedgerow.engine.PackCompilation;
import io.hedgerow.engine.Signals;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.PackLoader;
import io.hedgerow.engine.pack.PackLoading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

final class BacktestTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Pack small = loaded(PackLoader.load(Path.of("src/test/resources/packs/small")));

  private static Pack loaded(PackLoading loading) {
    return ((PackLoading.Loaded) loading).pack();
  }

  private static CompiledPack compiled(Pack pack) {
    return ((PackCompilation.Compiled) CompiledPack.compile(pack)).pack();
  }

  private CompiledPack with(String from, String to) {
    Map<String, byte[]> files = new HashMap<>();
    small
        .sources()
        .forEach((path, text) ->
            files.put(path, text.replace(from, to).getBytes(StandardCharsets.UTF_8)));
    return compiled(loaded(PackLoader.load(files)));
  }

  private static Event pin(int number, String actor, String link) {
    Instant time = NOON.plusSeconds(number);
    Map<String, Object> data =
        Map.of(
            "actor",
            Map.of("id", actor, "created_at", NOON.minus(Duration.ofDays(1)).toString()),
            "pin",
            "p" + number,
            "link",
            link);
    return new Event(new EventKey("/test", "e" + number), "pin.created", time, time, data);
  }

  private static List<Event> flood(int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(pin(i, "u1", "https://shop.example/" + i));
    }
    return events;
  }

  @Test
  void everyRuleIsCountedAlsoOneThatNeverFired() {
    Backtest backtest = new Backtest(compiled(small), Signals.NONE);
    flood(6).forEach(backtest::add);
    flood(2).forEach(backtest::add);
    BacktestReport report = backtest.report();
    assertThat(report.events()).isEqualTo(6);
    assertThat(report.repeats()).isEqualTo(2);
    assertThat(report.first()).contains(NOON);
    assertThat(report.last()).contains(NOON.plusSeconds(5));
    assertThat(report.verdicts()).isEqualTo(Map.of(Verdict.ALLOW, 3L, Verdict.LIMIT, 3L));
    assertThat(report.rules())
        .extracting(RuleTally::rule, RuleTally::fired, RuleTally::actors, RuleTally::entities)
        .containsExactly(
            Tuple.tuple("link-flood-new-account", 3L, 1, 3),
            Tuple.tuple("shortened-link", 0L, 0, 0),
            Tuple.tuple("look-alike-domain", 0L, 0, 0));
    assertThat(report.comparison()).isEmpty();
  }

  @Test
  void aChangedThresholdShowsTheVerdictsAndEntitiesItChanges() {
    CompiledPack stricter = with("links_by_actor_1h > 3", "links_by_actor_1h > 1");
    Backtest backtest = new Backtest(stricter, compiled(small), Signals.NONE, 1);
    flood(6).forEach(backtest::add);
    Comparison comparison = backtest.report().comparison().orElseThrow();
    assertThat(comparison.changesOutcomes()).isTrue();
    assertThat(comparison.verdicts())
        .extracting(VerdictChange::from, VerdictChange::to, VerdictChange::events)
        .containsExactly(Tuple.tuple(Verdict.ALLOW, Verdict.LIMIT, 2L));
    assertThat(comparison.verdicts().getFirst().samples())
        .extracting(sample -> sample.after().event().id())
        .containsExactly("e1");
    assertThat(comparison.policies()).containsExactly(new PolicyChange("spam", 3, 5, 2, 0));
    assertThat(comparison.rules().stream().filter(RuleChange::differs))
        .extracting(RuleChange::rule)
        .containsExactly("link-flood-new-account");
  }

  @Test
  void aPackHeldAgainstItselfChangesNothing() {
    Backtest backtest = new Backtest(compiled(small), compiled(small), Signals.NONE, 3);
    flood(6).forEach(backtest::add);
    Comparison comparison = backtest.report().comparison().orElseThrow();
    assertThat(comparison.changesOutcomes()).isFalse();
    assertThat(comparison.rules()).noneMatch(RuleChange::differs);
  }

  @Test
  void aRuleThatOnlyOneOfThePacksHasIsNamed() {
    CompiledPack renamed = with("id: shortened-link", "id: short-link");
    Backtest backtest = new Backtest(renamed, compiled(small), Signals.NONE, 3);
    backtest.add(pin(1, "u1", "https://short.example/x"));
    List<RuleChange> rules = backtest.report().comparison().orElseThrow().rules();
    assertThat(rules)
        .extracting(RuleChange::rule, r -> r.before().isPresent(), r -> r.after().isPresent())
        .contains(
            Tuple.tuple("short-link", false, true), Tuple.tuple("shortened-link", true, false));
  }

  @Test
  void shadowRulesTriedAsLiveHaveTheirEffect() {
    Event event = pin(1, "u1", "https://paybamk.example/login");
    Backtest asIs = new Backtest(compiled(small), Signals.NONE);
    asIs.add(event);
    assertThat(asIs.report().verdicts()).containsOnlyKeys(Verdict.ALLOW);
    Backtest asLive = new Backtest(compiled(small.asLive()), Signals.NONE);
    asLive.add(event);
    assertThat(asLive.report().verdicts()).containsOnlyKeys(Verdict.HOLD);
  }

  @Test
  void aBacktestCountsWhatTheEngineDecidesLive() {
    CompiledPack pack = compiled(small);
    OfflineLabels labels = new OfflineLabels();
    Engine live = new Engine(pack, Signals.NONE, labels);
    Backtest backtest = new Backtest(compiled(small), Signals.NONE);
    SplittableRandom random = new SplittableRandom(5);
    Map<Verdict, Long> expected = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      String domain = random.nextInt(5) == 0 ? "short" : "d" + random.nextInt(2);
      Event event = pin(i, "u" + random.nextInt(9), "https://" + domain + ".example/" + i);
      Decision decision = live.decide(event);
      labels.apply(decision);
      expected.merge(decision.verdict(), 1L, Long::sum);
      backtest.add(event);
    }
    assertThat(backtest.report().verdicts()).isEqualTo(expected);
  }
}
