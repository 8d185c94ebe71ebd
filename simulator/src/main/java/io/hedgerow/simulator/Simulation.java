package io.hedgerow.simulator;

import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.simulator.attack.Campaign;
import io.hedgerow.simulator.community.Draft;
import io.hedgerow.simulator.community.Draft.Happening;
import io.hedgerow.simulator.community.HonestLife;
import io.hedgerow.simulator.community.LookAlikes;
import io.hedgerow.simulator.community.Sites;
import io.hedgerow.simulator.community.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A run of the simulated community: its events in the order they arrive, and, when they have been
 * read, the truth about them. Memory grows with the people and with what is in flight, not with the
 * number of events. Not thread-safe; one run serves once.
 */
public final class Simulation implements Iterator<Event> {
  /** Attacks and look-alikes come in waves, one wave for each so many events. */
  private static final int EVENTS_PER_WAVE = 25_000;

  /** Tries at an honest event for each event of the run: about half find somebody asleep. */
  private static final double HONEST_TRIES = 1.75;

  private static final Duration LATEST = Duration.ofMinutes(50);

  private final SimulationSettings settings;
  private final RandomGenerator random;
  private final Truth truth = new Truth();
  private final World world;
  private final Sites sites;
  private final HonestLife life;
  private final LookAlikes lookAlikes;
  private final PriorityQueue<Delivery> inFlight = new PriorityQueue<>();
  private final Duration wave;
  private Instant now;
  private Instant nextWave;
  private long made;
  private long delivered;

  /** An event on its way; {@code order} breaks ties. */
  private record Delivery(Instant arrival, long order, Event event)
      implements Comparable<Delivery> {
    @Override
    public int compareTo(Delivery other) {
      int byArrival = arrival.compareTo(other.arrival);
      return byArrival != 0 ? byArrival : Long.compare(order, other.order);
    }
  }

  private Simulation(SimulationSettings settings, World.Views also) {
    this.settings = settings;
    random = new SplittableRandom(settings.seed());
    now = settings.start();
    nextWave = now;
    wave = Duration.ofMillis((long) (EVENTS_PER_WAVE / settings.eventsPerDay() * 86_400_000));
    world =
        new World(
            random,
            (entity, account, when, views) -> {
              truth.content(entity, account, Math.floorDiv(when.getEpochSecond(), 86_400L), views);
              also.seen(entity, account, when, views);
            });
    sites = new Sites(random, world.phrases());
    life = new HonestLife(world, sites);
    lookAlikes = new LookAlikes(world, sites, life);
    life.settle(now, (int) Math.max(400, Math.min(200_000, settings.eventsPerDay() * 7 / 30)));
  }

  /** A run, not started. */
  public static Simulation of(SimulationSettings settings) {
    return of(settings, (_, _, _, _) -> {});
  }

  /**
   * A run, not started.
   *
   * @param also is told of all content and its views, whether it breaks a policy or not: what a
   *     network knows of its impressions
   */
  public static Simulation of(SimulationSettings settings, World.Views also) {
    return new Simulation(settings, also);
  }

  /** What is known so far; complete when there is no next event. */
  public Truth truth() {
    return truth;
  }

  @Override
  public boolean hasNext() {
    return delivered < settings.events();
  }

  @Override
  public Event next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the run has " + settings.events() + " events");
    }
    while (inFlight.isEmpty() || inFlight.element().arrival().isAfter(now)) {
      step();
    }
    delivered++;
    return inFlight.remove().event();
  }

  /** Lets time go on to the next thing that somebody does. */
  private void step() {
    while (!now.isBefore(nextWave)) {
      startWave();
    }
    double meanGap = 86_400_000 / (settings.eventsPerDay() * HONEST_TRIES);
    Instant honest = now.plusMillis(1 + (long) (-Math.log(1 - random.nextDouble()) * meanGap));
    Draft planned = world.nextBefore(honest);
    while (planned != null) {
      now = planned.time().isAfter(now) ? planned.time() : now;
      send(planned.step().happen(now));
      planned = world.nextBefore(honest);
    }
    now = honest;
    life.next(now).ifPresent(this::send);
  }

  private void startWave() {
    List<Attack> attacks = new ArrayList<>(settings.attacks());
    attacks.sort(null);
    for (Attack attack : attacks) {
      Instant start = nextWave.plusMillis(random.nextLong(wave.toMillis() / 2 + 1));
      Campaign.of(attack, world, sites, truth).start(start);
    }
    lookAlikes.schedule(nextWave, wave);
    nextWave = nextWave.plus(wave);
  }

  private void send(Happening happening) {
    Event event =
        new Event(
            new EventKey("/pinboard", world.id()),
            happening.type(),
            now,
            now,
            java.util.Collections.unmodifiableMap(happening.data()));
    deliver(event, settings.lateAndRepeated() ? delay() : Duration.ZERO);
    if (settings.lateAndRepeated() && random.nextInt(200) == 0) {
      deliver(event, delay().plusSeconds(1 + random.nextInt(600)));
    }
  }

  private void deliver(Event event, Duration delay) {
    Instant arrival = event.time().plus(delay);
    Event arrived = new Event(event.key(), event.type(), event.time(), arrival, event.data());
    inFlight.add(new Delivery(arrival, made++, arrived));
  }

  /** Most arrive at once, some minutes late, a few most of an hour. */
  private Duration delay() {
    int dice = random.nextInt(1_000);
    if (dice < 965) {
      return Duration.ofMillis(random.nextInt(1_500));
    }
    return dice < 995
        ? Duration.ofSeconds(random.nextInt(300))
        : Duration.ofSeconds(random.nextLong(LATEST.toSeconds()));
  }

  /** The event after this one, if the run has one: handy in loops that stop by time. */
  public Optional<Event> findNext() {
    return hasNext() ? Optional.of(next()) : Optional.empty();
  }
}
