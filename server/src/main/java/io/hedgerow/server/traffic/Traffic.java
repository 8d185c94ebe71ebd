package io.hedgerow.server.traffic;

import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.measurement.anomaly.Fall;
import io.hedgerow.measurement.anomaly.SeasonalSpikes;
import io.hedgerow.measurement.anomaly.Slice;
import io.hedgerow.server.traffic.TrafficAlarm.Kind;
import io.hedgerow.server.traffic.TrafficTable.Cell;
import io.hedgerow.server.traffic.TrafficTable.Row;
import io.hedgerow.server.traffic.TrafficTable.Sampled;
import io.hedgerow.server.webhook.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Watches what comes in, in the order of a day: counts decisions by hour and slice, samples scores
 * and texts, judges every hour that is over against the same hours before, and every day that is
 * over by how far the week up to it is from the four before. Thread-safe.
 */
public final class Traffic implements Change.Log {
  private static final int AT_ONCE = 2_000;

  /** Values of each score, and texts, that are kept of a day. */
  private static final int SAMPLE = 1_000;

  private static final int TEXTS = 400;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration WEEK = Duration.ofDays(7);

  /** An hour is judged this long after its end: some events are late. */
  private static final Duration SETTLING = Duration.ofMinutes(10);

  /** Hours that are caught up with after a standstill. */
  private static final Duration LOOKED_BACK = Duration.ofHours(48);

  private static final Duration KEPT = Duration.ofDays(40);

  /** A slice that goes on being high is told of once a day, what drifted once a week. */
  private static final Duration QUIET = Duration.ofDays(1);

  /** One false alarm in a thousand looks, about six weeks, all slices together. */
  private static final double LEVEL = 0.001;

  private static final long LEAST = 10;
  private static final SeasonalSpikes BY_WEEK = new SeasonalSpikes(168, 4, LEVEL, LEAST);
  private static final SeasonalSpikes BY_DAY = new SeasonalSpikes(24, 7, LEVEL, LEAST);
  private static final List<String> TEXT_FIELDS = List.of("text", "title", "bio");

  private final Jdbi jdbi;
  private final Texts texts;
  private final InstantSource clock;

  public Traffic(Jdbi jdbi, Texts texts, InstantSource clock) {
    this.jdbi = jdbi;
    this.texts = texts;
    this.clock = clock;
  }

  /** Counts the next decisions; true when there may be more. */
  public boolean follow() {
    return jdbi.inTransaction(handle -> {
      TrafficTable table = new TrafficTable(handle);
      long after = table.position();
      long newest = table.newestDecision();
      long end = Math.min(newest, after + AT_ONCE);
      if (end <= after) {
        return false;
      }
      count(table, table.decisions(after, end));
      table.move(end);
      return end < newest;
    });
  }

  private static void count(TrafficTable table, List<Row> rows) {
    Slices slices = Slices.of(table.slices());
    JsonReader json = new JsonReader();
    Map<Cell, Long> counts = new HashMap<>();
    List<Sampled> sampled = new ArrayList<>();
    for (Row row : rows) {
      Map<?, ?> data = member(members(json, row.event()), "data");
      Instant hour = row.time().truncatedTo(ChronoUnit.HOURS);
      slices.of(row.type(), data).forEach(s -> counts.merge(new Cell(s, hour), 1L, Long::sum));
      if (text(data).isPresent()) {
        sampled.add(sampled(row, "text", OptionalDouble.empty()));
      }
      row.decision()
          .ifPresent(decision ->
              member(members(json, decision), "signals")
                  .forEach((name, value) -> {
                    if (name.toString().startsWith("score.") && value instanceof Number score) {
                      sampled.add(
                          sampled(row, name.toString(), OptionalDouble.of(score.doubleValue())));
                    }
                  }));
    }
    table.count(counts);
    table.sample(sampled, SAMPLE);
  }

  private static Sampled sampled(Row row, String what, OptionalDouble value) {
    return new Sampled(
        what,
        LocalDate.ofInstant(row.time(), ZoneOffset.UTC),
        row.id().getMostSignificantBits(),
        row.seq(),
        value);
  }

  private static Map<?, ?> members(JsonReader json, String text) {
    return json.read(text) instanceof JsonReading.Value(Map<?, ?> members) ? members : Map.of();
  }

  private static Map<?, ?> member(Map<?, ?> members, String name) {
    return members.get(name) instanceof Map<?, ?> inner ? inner : Map.of();
  }

  private static Optional<String> text(Map<?, ?> data) {
    return TEXT_FIELDS.stream()
        .map(data::get)
        .filter(value -> value instanceof String text && !text.isBlank())
        .map(String.class::cast)
        .findFirst();
  }

  /**
   * Judges the hours, and the days, that are over and were not judged yet.
   *
   * @return the alarms that are new
   */
  public List<TrafficAlarm> look() {
    Instant now = clock.instant();
    Instant newest = now.minus(SETTLING).truncatedTo(ChronoUnit.HOURS).minus(HOUR);
    Optional<Instant> last = jdbi.withHandle(handle -> new TrafficTable(handle).lastLook());
    Instant hour = last.map(h -> h.plus(HOUR)).orElse(newest);
    if (hour.isBefore(newest.minus(LOOKED_BACK))) {
      hour = newest.minus(LOOKED_BACK);
    }
    List<TrafficAlarm> alarms = new ArrayList<>();
    for (; !hour.isAfter(newest); hour = hour.plus(HOUR)) {
      Instant judged = hour;
      alarms.addAll(jdbi.inTransaction(handle -> judge(handle, judged, now)));
      if (hour.plus(HOUR).truncatedTo(ChronoUnit.DAYS).equals(hour.plus(HOUR))) {
        alarms.addAll(jdbi.inTransaction(handle -> compare(handle, judged, now)));
      }
    }
    return List.copyOf(alarms);
  }

  private static List<TrafficAlarm> judge(Handle handle, Instant hour, Instant now) {
    TrafficTable table = new TrafficTable(handle);
    Duration known =
        table.firstHour().map(first -> Duration.between(first, hour)).orElse(Duration.ZERO);
    if (known.compareTo(WEEK) < 0) {
      table.looked(hour, 0, "7 days of traffic, there are " + Math.max(0, known.toDays()), now);
      return List.of();
    }
    SeasonalSpikes spikes = known.compareTo(WEEK.multipliedBy(4)) < 0 ? BY_DAY : BY_WEEK;
    Instant from = hour.minus(HOUR.multipliedBy((long) spikes.period() * spikes.seasons()));
    List<Slice> slices = table.counts(from, hour);
    table.looked(hour, slices.size(), "", now);
    SeasonalSpikes.Look look = spikes.at(slices);
    return Stream.concat(
            look.spikes().stream()
                .map(
                    s -> alarm(Kind.SPIKE, s.slice(), hour, s.observed(), s.expected(), s.limit())),
            ownFalls(look.falls()).stream()
                .map(f -> alarm(Kind.FALL, f.slice(), hour, f.observed(), f.expected(), f.limit())))
        .filter(alarm -> table.raise(alarm, QUIET, now))
        .toList();
  }

  private static TrafficAlarm alarm(
      Kind kind, String slice, Instant hour, long observed, double expected, double limit) {
    return new TrafficAlarm(kind, slice, hour, observed, expected, limit);
  }

  /** Where all events of a type are fewer, every slice of it is too, and one alarm says so. */
  private static List<Fall> ownFalls(List<Fall> falls) {
    Set<String> names = falls.stream().map(Fall::slice).collect(Collectors.toSet());
    return falls.stream()
        .filter(
            fall -> !names.contains(fall.slice().split(" ", 2)[0]) || !fall.slice().contains(" "))
        .toList();
  }

  private List<TrafficAlarm> compare(Handle handle, Instant lastHour, Instant now) {
    TrafficTable table = new TrafficTable(handle);
    LocalDate day = LocalDate.ofInstant(lastHour, ZoneOffset.UTC);
    List<Drift> drifts = new ArrayList<>(mixes(table, day));
    drifts.addAll(scores(table, day));
    texts(table, day).ifPresent(drifts::add);
    drifts.forEach(drift -> table.drifted(drift, now));
    table.forget(lastHour.minus(KEPT));
    return drifts.stream()
        .filter(Drift::moved)
        .map(drift ->
            new TrafficAlarm(
                drift.kind(), drift.name(), lastHour, drift.distance(), 0, Drift.CHANGED))
        .filter(alarm -> table.raise(alarm, WEEK, now))
        .toList();
  }

  private static LocalDate week(LocalDate day) {
    return day.minusDays(Drift.DAYS - 1L);
  }

  private static LocalDate reference(LocalDate day) {
    return week(day).minusDays(Drift.REFERENCE_DAYS);
  }

  private static List<Drift> mixes(TrafficTable table, LocalDate day) {
    Map<String, Map<String, Long>> before = byDimension(table.sums(reference(day), week(day)));
    Map<String, Map<String, Long>> after = byDimension(table.sums(week(day), day.plusDays(1)));
    List<Drift> drifts = new ArrayList<>();
    after.forEach((name, own) ->
        Drift.ofMix(day, name, before.getOrDefault(name, Map.of()), own).ifPresent(drifts::add));
    return drifts;
  }

  private static Map<String, Map<String, Long>> byDimension(Map<String, Long> sums) {
    Map<String, Map<String, Long>> dimensions = new TreeMap<>();
    sums.forEach((slice, count) -> {
      String dimension = Slices.dimension(slice);
      if (!dimension.isEmpty()) {
        dimensions.computeIfAbsent(dimension, _ -> new HashMap<>()).put(slice, count);
      }
    });
    return dimensions;
  }

  private static List<Drift> scores(TrafficTable table, LocalDate day) {
    Map<String, double[]> before = table.scores(reference(day), week(day));
    Map<String, double[]> after = table.scores(week(day), day.plusDays(1));
    List<Drift> drifts = new ArrayList<>();
    after.forEach((name, own) ->
        Drift.ofScores(day, name, before.getOrDefault(name, new double[0]), own)
            .ifPresent(drifts::add));
    return drifts;
  }

  private Optional<Drift> texts(TrafficTable table, LocalDate day) {
    List<String> before = readable(table.events(reference(day), week(day), TEXTS));
    List<String> after = readable(table.events(week(day), day.plusDays(1), TEXTS));
    if (before.size() < Drift.LEAST || after.size() < Drift.LEAST) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>(before);
    all.addAll(after);
    return texts
        .embed(all)
        .flatMap(vectors ->
            Drift.ofTexts(
                day,
                java.util.Arrays.copyOf(vectors, before.size()),
                java.util.Arrays.copyOfRange(vectors, before.size(), vectors.length)));
  }

  /** A random sample of the texts of those days. */
  public List<String> sampledTexts(LocalDate from, LocalDate to) {
    return readable(jdbi.withHandle(handle -> new TrafficTable(handle).events(from, to, TEXTS)));
  }

  private static List<String> readable(List<String> events) {
    JsonReader json = new JsonReader();
    return events.stream()
        .map(event -> text(member(members(json, event), "data")))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * How traffic stands.
   *
   * @param missing what is not there to judge hours by; empty when they are judged
   * @param judged the last hour that was looked at
   * @param alarms of the last 28 days, newest first
   * @param drifts of the newest day
   */
  public record Standing(
      String missing, Optional<Instant> judged, List<Seen> alarms, List<Drift> drifts) {}

  /**
   * An alarm with what was around it.
   *
   * @param hours counts of the slice in the three days up to its hour and the hours after it; empty
   *     when it is about no slice
   */
  public record Seen(TrafficAlarm alarm, List<Long> hours) {}

  /** Hours shown before and after the one that an alarm is about. */
  public static final int HOURS_BEFORE = 72;

  private static final int HOURS_AFTER = 12;
  private static final int MOST_SHOWN = 50;

  public Standing standing() {
    Instant since = clock.instant().minus(Duration.ofDays(28));
    return jdbi.withHandle(handle -> {
      TrafficTable table = new TrafficTable(handle);
      return new Standing(
          table.newestMissing().orElse("an hour that is over"),
          table.lastLook(),
          table.alarms(since, MOST_SHOWN).stream().map(alarm -> seen(table, alarm)).toList(),
          table.newestDrifts());
    });
  }

  private static Seen seen(TrafficTable table, TrafficAlarm alarm) {
    if (!alarm.counted()) {
      return new Seen(alarm, List.of());
    }
    long[] hours =
        table.hours(
            alarm.name(),
            alarm.hour().minus(HOUR.multipliedBy(HOURS_BEFORE)),
            HOURS_BEFORE + 1 + HOURS_AFTER);
    return new Seen(alarm, java.util.Arrays.stream(hours).boxed().toList());
  }

  /** Alarms raised in the last day. */
  public long recent() {
    Instant since = clock.instant().minus(QUIET);
    return jdbi.withHandle(handle -> new TrafficTable(handle).alarmsRaisedSince(since));
  }

  @Override
  public List<Change> after(long id, int limit) {
    return jdbi.withHandle(handle -> new TrafficTable(handle).alarmsAfter(id, limit));
  }

  @Override
  public long newest() {
    return jdbi.withHandle(handle -> new TrafficTable(handle).newestAlarm());
  }
}
