package io.hedgerow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventJson;
import io.hedgerow.engine.event.EventKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SimulationTest {
  private static final SimulationSettings SMALL = SimulationSettings.DEFAULT.withEvents(30_000);
  private static final Run RUN = Run.of(SMALL);

  /** A finished run. */
  private record Run(List<Event> events, Truth truth) {
    static Run of(SimulationSettings settings) {
      Simulation simulation = Simulation.of(settings);
      List<Event> events = new ArrayList<>();
      simulation.forEachRemaining(events::add);
      return new Run(events, simulation.truth());
    }

    List<String> lines() {
      return events.stream().map(EventJson::write).toList();
    }

    Set<String> attackers() {
      return truth.accounts().stream().map(v -> v.entity().id()).collect(Collectors.toSet());
    }
  }

  private static String actor(Event event) {
    return event.data().get("actor") instanceof Map<?, ?> actor
        ? String.valueOf(actor.get("id"))
        : String.valueOf(event.data().get("actor"));
  }

  @Test
  void theSameSeedGivesTheSameBytesAndTruth() {
    Run again = Run.of(SMALL);
    assertThat(again.lines()).isEqualTo(RUN.lines());
    assertThat(again.truth().lines()).isEqualTo(RUN.truth().lines());
  }

  @Test
  void anotherSeedGivesOtherEvents() {
    Simulation other = Simulation.of(SMALL.withSeed(2).withEvents(1));
    assertThat(EventJson.write(other.next())).isNotEqualTo(RUN.lines().getFirst());
  }

  @Test
  void aRunHasAsManyEventsAsAskedFor() {
    assertThat(RUN.events()).hasSize(30_000);
  }

  @Test
  void everyAttackIsThere() {
    assertThat(RUN.truth().accounts())
        .extracting(Truth.Violation::attack)
        .containsAll(EnumSet.allOf(Attack.class));
  }

  @Test
  void withoutAttacksNothingViolates() {
    Run honest = Run.of(SMALL.withEvents(5_000).withAttacks(EnumSet.noneOf(Attack.class)));
    assertThat(honest.truth().violations()).isEmpty();
  }

  @Test
  void noEventNamesAnAttack() {
    List<String> words = EnumSet.allOf(Attack.class).stream().map(Attack::word).toList();
    assertThat(RUN.lines()).noneMatch(line -> words.stream().anyMatch(line::contains));
  }

  @Test
  void idsOfAttackersLookLikeAllOthers() {
    Set<String> attackers = RUN.attackers();
    Set<Integer> theirs = new TreeSet<>();
    Set<Integer> others = new TreeSet<>();
    Map<Character, Integer> first = new HashMap<>();
    for (Event event : RUN.events()) {
      String id = actor(event);
      (attackers.contains(id) ? theirs : others).add(id.length());
    }
    attackers.forEach(id -> first.merge(id.charAt(0), 1, Integer::sum));
    assertThat(theirs).isEqualTo(others);
    assertThat(first.values()).allMatch(count -> count < attackers.size() / 4);
  }

  @Test
  void whatIsPresentInAnEventIsPresentForHonestPeopleToo() {
    Set<String> attackers = RUN.attackers();
    Set<String> theirs = new HashSet<>();
    Set<String> others = new HashSet<>();
    for (Event event : RUN.events()) {
      Set<String> shape = new TreeSet<>(event.data().keySet());
      if (event.data().get("actor") instanceof Map<?, ?> actor) {
        actor.keySet().forEach(name -> shape.add("actor." + name));
      }
      (attackers.contains(actor(event)) ? theirs : others).add(event.type() + shape);
    }
    assertThat(others).containsAll(theirs);
  }

  @Test
  void someEventsComeTwiceAndEqual() {
    Map<EventKey, Event> seen = new HashMap<>();
    int repeats = 0;
    for (Event event : RUN.events()) {
      Event first = seen.putIfAbsent(event.key(), event);
      if (first != null) {
        repeats++;
        assertThat(EventJson.write(event)).isEqualTo(EventJson.write(first));
      }
    }
    assertThat(repeats).isBetween(75, 300);
  }

  @Test
  void eventsComeInOrderOfArrivalSomeOfThemLate() {
    Instant last = Instant.MIN;
    int late = 0;
    for (Event event : RUN.events()) {
      assertThat(event.received()).isAfterOrEqualTo(last).isAfterOrEqualTo(event.time());
      last = event.received();
      Duration delay = Duration.between(event.time(), event.received());
      assertThat(delay).isLessThan(Duration.ofHours(1));
      late += delay.compareTo(Duration.ofSeconds(10)) > 0 ? 1 : 0;
    }
    assertThat(late).isBetween(600, 1_800);
  }

  @Test
  void withoutDelaysArrivalIsEventTime() {
    Run prompt = Run.of(SMALL.withEvents(2_000).withoutDelays());
    assertThat(prompt.events()).allMatch(event -> event.received().equals(event.time()));
    assertThat(prompt.events()).extracting(Event::key).doesNotHaveDuplicates();
  }

  @Test
  void activityRisesAndFallsWithTheDay() {
    Run honest = Run.of(SMALL.withAttacks(EnumSet.noneOf(Attack.class)));
    Map<String, int[]> hours = new HashMap<>();
    for (Event event : honest.events()) {
      if (event.data().get("actor") instanceof Map<?, ?> actor) {
        int hour = event.time().atZone(ZoneOffset.UTC).getHour();
        hours.computeIfAbsent(String.valueOf(actor.get("country")), _ -> new int[24])[hour]++;
      }
    }
    int[] germany = hours.getOrDefault("DE", new int[24]);
    int[] sorted = Arrays.stream(germany).sorted().toArray();
    assertThat(sorted[0] + sorted[1] + sorted[2])
        .as("hours of Germany in UTC %s", Arrays.toString(germany))
        .isLessThan((sorted[21] + sorted[22] + sorted[23]) / 3);
    int deepNight = germany[1] + germany[2] + germany[3] + germany[4];
    int evening = germany[17] + germany[18] + germany[19] + germany[20];
    assertThat(deepNight).as("2 to 6 against 18 to 22, Berlin").isLessThan(evening / 2);
  }

  @Test
  void peopleWriteInSeveralLanguages() {
    Set<Object> languages =
        RUN.events().stream()
            .filter(event -> event.data().containsKey("language"))
            .map(event -> event.data().get("language"))
            .collect(Collectors.toSet());
    assertThat(languages).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void activityIsHeavyTailed() {
    Map<String, Integer> deeds = new HashMap<>();
    Set<String> attackers = RUN.attackers();
    RUN.events().stream()
        .map(SimulationTest::actor)
        .filter(id -> !attackers.contains(id))
        .forEach(id -> deeds.merge(id, 1, Integer::sum));
    List<Integer> sorted = deeds.values().stream().sorted((a, b) -> b - a).toList();
    int all = sorted.stream().mapToInt(Integer::intValue).sum();
    int top = sorted.stream().limit(sorted.size() / 10).mapToInt(Integer::intValue).sum();
    assertThat((double) top / all).isGreaterThan(0.3);
  }

  @Test
  void prevalenceIsAShareOfViews() {
    long day = Math.floorDiv(SMALL.start().getEpochSecond(), 86_400L);
    assertThat(RUN.truth().prevalence(day, "spam")).isStrictlyBetween(0.0, 1.0);
    assertThat(RUN.truth().prevalence(day, "hate")).isZero();
    assertThat(RUN.truth().prevalence(day - 400, "spam")).isZero();
  }

  @Test
  void whoListensHearsOfEveryViewAndCanTellPrevalenceFromIt() {
    Map<Long, double[]> days = new HashMap<>();
    List<Runnable> later = new ArrayList<>();
    Simulation simulation =
        Simulation.of(
            SMALL,
            (entity, _, when, views) ->
                later.add(() ->
                    days.merge(
                        Math.floorDiv(when.getEpochSecond(), 86_400L),
                        new double[] {views, spam(entity) ? views : 0},
                        (a, b) -> new double[] {a[0] + b[0], a[1] + b[1]})));
    simulation.forEachRemaining(_ -> {});
    later.forEach(Runnable::run);

    assertThat(days).hasSizeGreaterThan(1);
    days.forEach((day, views) ->
        assertThat(views[1] / views[0])
            .isCloseTo(simulation.truth().prevalence(day, "spam"), within(1e-12)));
  }

  private static boolean spam(EntityId entity) {
    return RUN.truth().find(entity).filter(v -> v.policy().equals("spam")).isPresent();
  }

  @Test
  void whoIsBehindContentIsAnAttackerToo() {
    Set<EntityId> accounts =
        RUN.truth().accounts().stream().map(Truth.Violation::entity).collect(Collectors.toSet());
    assertThat(RUN.truth().violations()).allMatch(v -> accounts.contains(v.account()));
  }
}
