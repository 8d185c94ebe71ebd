package io.hedgerow.cli.serve;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.simulator.community.World.Views;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Notes who saw what in a simulated community, as a network's own logs would. Thread-safe. */
final class Audience implements Views {
  private final Map<LocalDate, Map<EntityId, Long>> days = new HashMap<>();

  @Override
  public synchronized void seen(EntityId entity, EntityId account, Instant when, long views) {
    days.computeIfAbsent(LocalDate.ofInstant(when, ZoneOffset.UTC), _ -> new HashMap<>())
        .merge(entity, views, Long::sum);
  }

  /** The day's impressions as a CSV file; only a header when nothing was made on that day. */
  synchronized String impressions(LocalDate day) {
    StringBuilder csv = new StringBuilder("unit,views,kind\n");
    days.getOrDefault(day, Map.of()).entrySet().stream()
        .sorted(Map.Entry.comparingByKey(java.util.Comparator.comparing(EntityId::toString)))
        .forEach(seen ->
            csv.append(seen.getKey())
                .append(',')
                .append(seen.getValue())
                .append(',')
                .append(seen.getKey().kind())
                .append('\n'));
    return csv.toString();
  }

  /** Lets go of days before this one. */
  synchronized void forgetBefore(LocalDate day) {
    days.keySet().removeIf(known -> known.isBefore(day));
  }
}
