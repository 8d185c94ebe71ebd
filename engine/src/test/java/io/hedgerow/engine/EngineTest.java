package io.hedgerow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.DecisionJson;
import io.hedgerow.engine.decision.Defect;
import io.hedgerow.engine.decision.FiredRule;
import io.hedgerow.engine.decision.ProposedLabel;
import io.hedgerow.engine.decision.RuleTrace;
import io.hedgerow.engine.decision.SkippedRule;
import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.engine.pack.PackLoader;
import io.hedgerow.engine.pack.PackLoading;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class EngineTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Path SMALL = Path.of("src/test/resources/packs/small");

  private final CompiledPack small = compiled(PackLoader.load(SMALL));
  private int next;

  private static CompiledPack compiled(PackLoading loading) {
    PackLoading.Loaded loaded = (PackLoading.Loaded) loading;
    return switch (CompiledPack.compile(loaded.pack())) {
      case PackCompilation.Compiled(CompiledPack pack) -> pack;
      case PackCompilation.Failed(var diagnostics) -> throw new AssertionError(diagnostics);
    };
  }

  /** The small pack with one of its files changed. */
  private CompiledPack with(String path, String from, String to) {
    Map<String, byte[]> files = new HashMap<>();
    small
        .pack()
        .sources()
        .forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
    String changed = small.pack().sources().getOrDefault(path, "").replace(from, to);
    files.put(path, changed.getBytes(StandardCharsets.UTF_8));
    return compiled(PackLoader.load(files));
  }

  private Engine engine() {
    return new Engine(small, Signals.NONE, LabelView.NONE);
  }

  private Event pin(String actor, Instant time, Map<String, Object> more) {
    Map<String, Object> data = new HashMap<>(more);
    data.put("actor", Map.of("id", actor, "created_at", NOON.minus(Duration.ofDays(1)).toString()));
    data.putIfAbsent("pin", "p" + next);
    return new Event(new EventKey("/test", "e" + next++), "pin.created", time, time, data);
  }

  private Event link(String actor, Instant time) {
    return pin(actor, time, Map.of("link", "https://shop.example/" + next));
  }

  @Test
  void whatATrustedAccountDoesPassesAndWaitsForAPerson() {
    Engine engine = new Engine(small, Signals.NONE, trusting(EntityId.parse("account:u1")));
    Decision last = engine.decide(link("u1", NOON));
    for (int i = 1; i < 4; i++) {
      last = engine.decide(link("u1", NOON.plusSeconds(i)));
    }
    assertThat(last.verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(last.withheld()).contains(Verdict.LIMIT);
    assertThat(last.review()).isTrue();
    assertThat(last.labels()).as("what rules say is kept").hasSize(1);
    assertThat(DecisionJson.read(DecisionJson.write(last))).isEqualTo(last);
  }

  private static LabelView trusting(EntityId trusted) {
    return new LabelView() {
      @Override
      public boolean hasLabel(EntityId entity, String policy, Instant at) {
        return false;
      }

      @Override
      public boolean trusted(EntityId entity) {
        return entity.equals(trusted);
      }
    };
  }

  @Test
  void aFloodOfLinksIsLimitedAndLabelledWithItsReason() {
    Engine engine = engine();
    for (int i = 0; i < 3; i++) {
      assertThat(engine.decide(link("u1", NOON.plusSeconds(i))).verdict()).isEqualTo(Verdict.ALLOW);
    }
    Decision fourth = engine.decide(link("u1", NOON.plusSeconds(3)));
    assertThat(fourth.verdict()).isEqualTo(Verdict.LIMIT);
    assertThat(fourth.review()).isTrue();
    assertThat(fourth.labels())
        .extracting(ProposedLabel::policy, l -> l.entity().toString(), ProposedLabel::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "spam", "pin:p3", "4 links in an hour from a 1-day-old account"));
    assertThat(fourth.signals())
        .containsEntry("counter.links_by_actor_1h", 4L)
        .containsEntry("counter.domains_by_actor_1h", 1L);
  }

  @Test
  void theTraceShowsEverySubConditionWithItsValue() {
    Engine engine = engine();
    for (int i = 0; i < 3; i++) {
      engine.decide(link("u1", NOON.plusSeconds(i)));
    }
    FiredRule fired = engine.decide(link("u1", NOON.plusSeconds(3))).fired().getFirst();
    assertThat(fired.trace().children())
        .extracting(trace -> trace.expression() + " is " + trace.value().orElse("?"))
        .containsExactly(
            "actor.age_days < 3 is true",
            "counter.links_by_actor_1h > 3 is true",
            "counter.domains_by_actor_1h <= 2 is true");
    assertThat(fired.trace().children().getFirst().children())
        .extracting(trace -> trace.expression() + " is " + trace.value().orElse("?"))
        .containsExactly("actor.age_days is 1.00003");
  }

  @Test
  void anAbsentFieldKeepsARuleFromFiringAndIsNamed() {
    Decision decision = engine().decide(pin("u1", NOON, Map.of()));
    assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(decision.skipped())
        .contains(new SkippedRule("shortened-link", "event.link_domain", ""));
  }

  @Test
  void explainShowsRulesThatDidNotFireFromTheRecordedSignals() {
    Engine engine = engine();
    Event event = link("u1", NOON);
    Decision decision = engine.decide(event);
    engine.decide(link("u1", NOON.plusSeconds(1)));
    List<RuleTrace> traces = engine.explain(event, decision);
    assertThat(traces)
        .extracting(RuleTrace::rule, RuleTrace::outcome)
        .contains(org.assertj.core.groups.Tuple.tuple("link-flood-new-account", "not held"));
    assertThat(traces.getFirst().trace().children().get(1).children().getFirst().value())
        .contains("1");
  }

  @Test
  void aLabelBelowWhatThePolicyLetsMachinesActOnAsksForReview() {
    Decision decision = engine().decide(pin("u1", NOON, Map.of("link", "http://tiny.example/x")));
    assertThat(decision.labels().getFirst().entity())
        .isEqualTo(EntityId.parse("domain:tiny.example"));
    assertThat(decision.review()).isTrue();
    assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
  }

  @Test
  void shadowRulesAreRecordedWithoutEffect() {
    Decision decision =
        engine().decide(pin("u1", NOON, Map.of("link", "https://paybamk.example/login")));
    assertThat(decision.fired())
        .extracting(FiredRule::rule, FiredRule::effective)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("look-alike-domain", false));
    assertThat(decision.labels()).extracting(ProposedLabel::effective).containsExactly(false);
    assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
  }

  @Test
  void canariesKeepTheirActorsWhenTheyGrow() {
    Set<String> before = new HashSet<>();
    for (int percent : new int[] {5, 20, 60, 99}) {
      Set<String> inside = effectiveActors(percent);
      assertThat(inside).containsAll(before);
      assertThat(inside.size()).isBetween(percent * 7, percent * 13);
      before = inside;
    }
  }

  private Set<String> effectiveActors(int percent) {
    CompiledPack pack = with("rules/links.yaml", "stage: shadow", "stage: canary " + percent + "%");
    Engine engine = new Engine(pack, Signals.NONE, LabelView.NONE);
    Set<String> inside = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      Decision decision =
          engine.decide(pin("u" + i, NOON, Map.of("link", "https://paybamk.example/")));
      if (decision.verdict() == Verdict.HOLD) {
        inside.add("u" + i);
      }
    }
    return inside;
  }

  @Test
  void dataOfTheWrongTypeCountsAsAbsentAndIsNamed() {
    Map<String, Object> wrong = new HashMap<>();
    wrong.put("title", 7L);
    wrong.put("link", List.of("x"));
    wrong.put("price", Double.NaN);
    wrong.put("likes", 1.5);
    wrong.put("tags", List.of("a", 3L));
    wrong.put("verified", "yes");
    Decision decision = engine().decide(pin("u1", NOON, wrong));
    assertThat(decision.defects())
        .extracting(Defect::kind, Defect::where)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("type_mismatch", "data.title"),
            org.assertj.core.groups.Tuple.tuple("type_mismatch", "data.link"),
            org.assertj.core.groups.Tuple.tuple("type_mismatch", "data.price"),
            org.assertj.core.groups.Tuple.tuple("type_mismatch", "data.likes"),
            org.assertj.core.groups.Tuple.tuple("type_mismatch", "data.tags"),
            org.assertj.core.groups.Tuple.tuple("type_mismatch", "data.verified"));
  }

  @Test
  void hugeAndHostileDataIsDecided() {
    Object deep = "x";
    for (int i = 0; i < 5_000; i++) {
      deep = List.of(deep);
    }
    Map<String, Object> hostile = new HashMap<>();
    hostile.put("title", "a".repeat(2_000_000));
    hostile.put("link", "http://" + "a.".repeat(50_000) + "com");
    hostile.put("price", Double.POSITIVE_INFINITY);
    hostile.put("likes", Long.MIN_VALUE);
    hostile.put("tags", deep);
    hostile.put("pin", "\u0000\ud800");
    Decision decision = engine().decide(pin("u1", NOON, hostile));
    assertThat(decision.defects())
        .extracting(Defect::kind)
        .contains("too_long", "type_mismatch", "no_entity");
    assertThat(decision.subject()).isEmpty();
    assertThat(DecisionJson.read(DecisionJson.write(decision))).isEqualTo(decision);
  }

  @Test
  void anUnknownEventTypeIsAllowedAndNamed() {
    Event event = new Event(new EventKey("/t", "1"), "pin.create", NOON, NOON, Map.of());
    Decision decision = engine().decide(event);
    assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(decision.defects()).extracting(Defect::kind).containsExactly("unknown_event_type");
  }

  @Test
  void anEventOlderThanTheLatenessIsDecidedButNotCounted() {
    Engine engine = engine();
    engine.decide(link("u1", NOON));
    Decision late = engine.decide(link("u1", NOON.minus(Duration.ofHours(2))));
    assertThat(late.defects()).extracting(Defect::kind).contains("late");
    assertThat(engine.decide(link("u1", NOON)).signals())
        .containsEntry("counter.links_by_actor_1h", 2L);
  }

  @Test
  void aClockAheadOfOursDoesNotMoveTheWindows() {
    Engine engine = engine();
    engine.decide(link("u1", NOON));
    Event ahead =
        new Event(
            new EventKey("/t", "ahead"),
            "pin.created",
            NOON.plus(Duration.ofDays(400)),
            NOON.plusSeconds(1),
            link("u1", NOON).data());
    Decision decision = engine.decide(ahead);
    assertThat(decision.defects()).extracting(Defect::kind).contains("clock_skew");
    assertThat(decision.time()).isEqualTo(NOON.plusSeconds(1));
    assertThat(engine.decide(link("u1", NOON.plusSeconds(2))).signals())
        .containsEntry("counter.links_by_actor_1h", 3L);
  }

  @Test
  void theSamePackEventsAndOrderGiveTheSameBytes() {
    List<Event> events = randomEvents(new SplittableRandom(11), 3_000);
    assertThat(decideAll(engine(), events)).isEqualTo(decideAll(engine(), events));
  }

  @Test
  void aRestoredEngineGoesOnAsIfNothingHadHappened() throws IOException {
    List<Event> events = randomEvents(new SplittableRandom(12), 3_000);
    Engine whole = engine();
    List<String> expected = decideAll(whole, events);
    Engine first = engine();
    List<String> actual = new ArrayList<>(decideAll(first, events.subList(0, 1_700)));
    ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
    first.snapshot(snapshot);
    Engine second =
        Engine.restore(
            small, Signals.NONE, LabelView.NONE, new ByteArrayInputStream(snapshot.toByteArray()));
    actual.addAll(decideAll(second, events.subList(1_700, 3_000)));
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void anotherPackTakesOverUnchangedCounters() {
    Engine engine = engine();
    engine.decide(link("u1", NOON));
    CompiledPack changed =
        with("rules/links.yaml", "links_by_actor_1h > 3", "links_by_actor_1h > 1");
    Decision decision = engine.withPack(changed).decide(link("u1", NOON.plusSeconds(1)));
    assertThat(decision.verdict()).isEqualTo(Verdict.LIMIT);
    assertThat(decision.packVersion()).isEqualTo(changed.version()).isNotEqualTo(small.version());
  }

  @Test
  void labelsAreVisibleFromTheNextEventOn() {
    CompiledPack pack =
        with(
            "rules/links.yaml",
            "event.link_domain in list.shorteners",
            "event.link_domain in list.shorteners || has_label(\"domain:\" + event.link_domain, \"spam\")");
    OfflineLabels labels = new OfflineLabels();
    Engine engine = new Engine(pack, Signals.NONE, labels);
    Decision first = engine.decide(pin("u1", NOON, Map.of("link", "https://a.example")));
    labels.apply(first);
    assertThat(first.labels()).isEmpty();
    Decision shortened = engine.decide(pin("u1", NOON, Map.of("link", "https://short.example")));
    labels.apply(shortened);
    assertThat(labels.hasLabel(EntityId.parse("domain:short.example"), "spam", NOON)).isTrue();
    assertThat(
            labels.hasLabel(
                EntityId.parse("domain:short.example"), "spam", NOON.plus(Duration.ofDays(8))))
        .isFalse();
  }

  @Test
  void theSmallPacksOwnTestsPass() {
    assertThat(PackTests.run(small)).hasSize(2).allMatch(PackTests.Result::passed);
  }

  @Test
  void aFailingPackTestShowsWhatTheRuleSaw() {
    CompiledPack pack = with("rules/links.yaml", "links_by_actor_1h > 3", "links_by_actor_1h > 30");
    PackTests.Result result = PackTests.run(pack).getFirst();
    assertThat(result.passed()).isFalse();
    assertThat(String.join("\n", result.failures()))
        .contains("expected verdict limit, got allow")
        .contains("counter.links_by_actor_1h > 30  →  false")
        .contains("counter.links_by_actor_1h  →  4");
  }

  private static List<String> decideAll(Engine engine, List<Event> events) {
    return events.stream().map(engine::decide).map(DecisionJson::write).toList();
  }

  private static List<Event> randomEvents(RandomGenerator random, int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant time = NOON.plusSeconds(i * 7L - random.nextInt(300));
      Map<String, Object> data = new HashMap<>();
      data.put(
          "actor",
          Map.of(
              "id",
              "u" + random.nextInt(20),
              "created_at",
              NOON.minusSeconds(random.nextInt(900_000)).toString()));
      data.put("pin", "p" + i);
      if (random.nextBoolean()) {
        data.put(
            "link",
            "https://"
                + (random.nextInt(4) == 0 ? "short" : "d" + random.nextInt(3))
                + ".example/"
                + i);
      }
      if (random.nextInt(10) == 0) {
        data.put("likes", "many");
      }
      events.add(
          new Event(
              new EventKey("/test", "r" + i),
              random.nextInt(9) == 0 ? "nothing" : "pin.created",
              time,
              time,
              data));
    }
    return events;
  }
}
