package io.hedgerow.benchmarks.weeks;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.Engine;
import io.hedgerow.engine.OfflineLabels;
import io.hedgerow.engine.Signals;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.ProposedLabel;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.simulator.Attack;
import io.hedgerow.simulator.Simulation;
import io.hedgerow.simulator.SimulationSettings;
import io.hedgerow.simulator.Truth;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A week of the simulated community: all content that was seen, what a pack had said of it when its
 * day was over, and, which no network knows, what is wrong with it.
 *
 * @param monday its first day
 */
record SimulatedWeek(LocalDate monday, List<Seen> seen) {
  private static final int DAYS = 7;

  SimulatedWeek {
    seen = List.copyOf(seen);
  }

  /**
   * One piece of content.
   *
   * @param confidences by policy, the highest of the labels on it or on whoever made it
   */
  record Seen(
      LocalDate day,
      EntityId entity,
      long views,
      Optional<Attack> attack,
      Map<String, Double> confidences) {
    OptionalDouble confidence(String policy) {
      Double known = confidences.get(policy);
      return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
    }
  }

  private record Shown(EntityId entity, EntityId account, long views) {}

  /**
   * Lives through it.
   *
   * @param eventsPerDay how busy the community is
   */
  static SimulatedWeek of(LocalDate monday, long seed, double eventsPerDay, CompiledPack pack) {
    return new Run(monday, seed, eventsPerDay, pack).week();
  }

  /** Share of views that went to content with one of those attacks behind it. */
  double prevalence(Question question) {
    return share(question, "");
  }

  /** The same among one kind of content; of all kinds when it is empty. */
  double share(Question question, String kind) {
    double all = 0;
    double violating = 0;
    for (Seen one : seen) {
      if (kind.isEmpty() || one.entity().kind().equals(kind)) {
        all += one.views();
        violating += question.violates(one) ? one.views() : 0;
      }
    }
    return all == 0 ? 0 : violating / all;
  }

  double views() {
    return seen.stream().mapToLong(Seen::views).sum();
  }

  List<Seen> of(LocalDate day) {
    return seen.stream().filter(one -> one.day().equals(day)).toList();
  }

  private static final class Run {
    private final LocalDate monday;
    private final Engine engine;
    private final OfflineLabels labels = new OfflineLabels();
    private final Simulation simulation;
    private final Map<LocalDate, List<Shown>> shown = new HashMap<>();
    private final Map<EntityId, Map<String, Double>> confidences = new HashMap<>();

    Run(LocalDate monday, long seed, double eventsPerDay, CompiledPack pack) {
      this.monday = monday;
      engine = new Engine(pack, Signals.NONE, labels);
      // more events than a week has: it ends by the clock
      SimulationSettings settings =
          SimulationSettings.DEFAULT
              .withSeed(seed)
              .withEventsPerDay(eventsPerDay)
              .withEvents((long) (2 * DAYS * eventsPerDay))
              .startingAt(monday.atStartOfDay(ZoneOffset.UTC).toInstant())
              .withoutDelays();
      simulation = Simulation.of(settings, this::show);
    }

    private void show(EntityId entity, EntityId account, Instant when, long views) {
      if (views > 0) {
        shown
            .computeIfAbsent(day(when), _ -> new ArrayList<>())
            .add(new Shown(entity, account, views));
      }
    }

    private static LocalDate day(Instant when) {
      return LocalDate.ofInstant(when, ZoneOffset.UTC);
    }

    SimulatedWeek week() {
      List<Seen> seen = new ArrayList<>();
      LocalDate today = monday;
      while (today.isBefore(monday.plusDays(DAYS)) && simulation.hasNext()) {
        Event event = simulation.next();
        while (day(event.time()).isAfter(today)) {
          seen.addAll(over(today));
          today = today.plusDays(1);
        }
        note(engine.decide(event));
      }
      return new SimulatedWeek(
          monday, seen.stream().filter(s -> s.day().isBefore(monday.plusDays(DAYS))).toList());
    }

    private void note(Decision decision) {
      labels.apply(decision);
      for (ProposedLabel label : decision.labels()) {
        confidences
            .computeIfAbsent(label.entity(), _ -> new HashMap<>())
            .merge(label.policy(), label.confidence(), Math::max);
      }
    }

    /** A day's content as it is known when the day ends. */
    private List<Seen> over(LocalDate day) {
      return shown.getOrDefault(day, List.of()).stream()
          .map(one ->
              new Seen(
                  day,
                  one.entity(),
                  one.views(),
                  simulation.truth().find(one.entity()).map(Truth.Violation::attack),
                  known(one)))
          .toList();
    }

    private Map<String, Double> known(Shown one) {
      Map<String, Double> known = new HashMap<>(confidences.getOrDefault(one.entity(), Map.of()));
      confidences
          .getOrDefault(one.account(), Map.of())
          .forEach((policy, confidence) -> known.merge(policy, confidence, Math::max));
      return Map.copyOf(known);
    }
  }
}
