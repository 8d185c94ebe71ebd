package io.hedgerow.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * What to simulate. Equal settings give equal events, byte for byte.
 *
 * @param events how many, repeats included
 * @param start of the first event
 * @param eventsPerDay how busy the community is; attacks come in proportion
 * @param lateAndRepeated whether deliveries are late and repeated, as they are in life
 */
public record SimulationSettings(
    long seed,
    long events,
    Instant start,
    double eventsPerDay,
    Set<Attack> attacks,
    boolean lateAndRepeated) {

  /** The default run: 100,000 events in a week, every attack. */
  public static final SimulationSettings DEFAULT =
      new SimulationSettings(
          1,
          100_000,
          Instant.parse("2026-03-02T00:00:00Z"),
          100_000 / 7.0,
          EnumSet.allOf(Attack.class),
          true);

  public SimulationSettings {
    if (events < 1) {
      throw new IllegalArgumentException("events must be at least 1, was " + events);
    }
    if (!(eventsPerDay > 0)) {
      throw new IllegalArgumentException("events per day must be above 0, was " + eventsPerDay);
    }
    attacks = Set.copyOf(attacks);
  }

  public SimulationSettings withSeed(long changed) {
    return new SimulationSettings(changed, events, start, eventsPerDay, attacks, lateAndRepeated);
  }

  public SimulationSettings withEvents(long changed) {
    return new SimulationSettings(seed, changed, start, eventsPerDay, attacks, lateAndRepeated);
  }

  public SimulationSettings withAttacks(Set<Attack> changed) {
    return new SimulationSettings(seed, events, start, eventsPerDay, changed, lateAndRepeated);
  }

  public SimulationSettings startingAt(Instant changed) {
    return new SimulationSettings(seed, events, changed, eventsPerDay, attacks, lateAndRepeated);
  }

  public SimulationSettings withEventsPerDay(double changed) {
    return new SimulationSettings(seed, events, start, changed, attacks, lateAndRepeated);
  }

  public SimulationSettings withoutDelays() {
    return new SimulationSettings(seed, events, start, eventsPerDay, attacks, false);
  }

  /** How long the run lasts, about. */
  public Duration duration() {
    return Duration.ofMillis((long) (events / eventsPerDay * 86_400_000));
  }
}
