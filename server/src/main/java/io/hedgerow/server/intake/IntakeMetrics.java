package io.hedgerow.server.intake;

import io.hedgerow.engine.counter.Counters;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.FiredRule;
import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.trail.Trails;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;

/** What the intake measures. Thread-safe. */
public final class IntakeMetrics {
  private static final Duration[] STEPS = {
    Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10),
    Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
    Duration.ofSeconds(1), Duration.ofSeconds(5)
  };

  private final MeterRegistry registry;
  private final Map<Verdict, Counter> verdicts = new EnumMap<>(Verdict.class);
  private final Map<String, Counter> rules = new ConcurrentHashMap<>();
  private final Timer decide;
  private final Timer answer;
  private final Timer commit;
  private final DistributionSummary batch;
  private final MultiGauge counterKeys;
  private final MultiGauge counterBytes;
  private final MultiGauge trailKeys;
  private final MultiGauge trailEntities;
  private final Counter retries;
  private final Counter defects;

  public IntakeMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Verdict verdict : Verdict.values()) {
      verdicts.put(verdict, registry.counter("hedgerow.decisions", "verdict", verdict.word()));
    }
    decide = Timer.builder("hedgerow.decide").register(registry);
    answer = Timer.builder("hedgerow.answer").serviceLevelObjectives(STEPS).register(registry);
    commit = Timer.builder("hedgerow.commit").register(registry);
    batch = DistributionSummary.builder("hedgerow.commit.events").register(registry);
    counterKeys = MultiGauge.builder("hedgerow.counter.keys").register(registry);
    counterBytes = MultiGauge.builder("hedgerow.counter.bytes").register(registry);
    trailKeys = MultiGauge.builder("hedgerow.trail.keys").register(registry);
    trailEntities = MultiGauge.builder("hedgerow.trail.entities").register(registry);
    retries = registry.counter("hedgerow.database.retries");
    defects = registry.counter("hedgerow.event.defects");
  }

  void watch(IntSupplier waiting) {
    // A gauge holds what it measures weakly unless told otherwise.
    Gauge.builder("hedgerow.queue.events", waiting, IntSupplier::getAsInt)
        .strongReference(true)
        .register(registry);
  }

  void decided(Decision decision, Duration took) {
    decide.record(took);
    Counter counter = verdicts.get(decision.verdict());
    if (counter != null) {
      counter.increment();
    }
    defects.increment(decision.defects().size());
    for (FiredRule fired : decision.fired()) {
      rules
          .computeIfAbsent(
              fired.rule(), rule -> registry.counter("hedgerow.rule.fired", "rule", rule))
          .increment();
    }
  }

  /** What the engine keeps in memory; those no longer there are forgotten. */
  void keeps(List<Counters.Usage> counters, List<Trails.Usage> trails) {
    counterKeys.register(
        rows(counters, "counter", Counters.Usage::counter, Counters.Usage::keys), true);
    counterBytes.register(
        rows(counters, "counter", Counters.Usage::counter, Counters.Usage::bytes), true);
    trailKeys.register(rows(trails, "trail", Trails.Usage::trail, Trails.Usage::keys), true);
    trailEntities.register(
        rows(trails, "trail", Trails.Usage::trail, Trails.Usage::entities), true);
  }

  private static <T> List<MultiGauge.Row<?>> rows(
      List<T> usages, String tag, Function<T, String> name, ToLongFunction<T> value) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (T usage : usages) {
      rows.add(MultiGauge.Row.of(Tags.of(tag, name.apply(usage)), value.applyAsLong(usage)));
    }
    return rows;
  }

  void committed(int events, long nanos) {
    batch.record(events);
    commit.record(nanos, TimeUnit.NANOSECONDS);
  }

  void answered(long nanos) {
    answer.record(nanos, TimeUnit.NANOSECONDS);
  }

  void retried() {
    retries.increment();
  }
}
