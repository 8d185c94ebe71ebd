package io.hedgerow.server.traffic;

import io.hedgerow.measurement.anomaly.Slice;
import io.hedgerow.server.webhook.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** SQL of traffic, inside a transaction of the caller. */
final class TrafficTable {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Handle handle;

  TrafficTable(Handle handle) {
    this.handle = handle;
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  long position() {
    return handle
        .createQuery("select decision from server.traffic_position for update")
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  void move(long position) {
    handle.execute(
        "insert into server.traffic_position(decision) values (?)"
            + " on conflict (one) do update set decision = excluded.decision",
        position);
  }

  long newestDecision() {
    return handle.createQuery("select decisions from head").mapTo(Long.class).one();
  }

  /**
   * A decision as it is counted.
   *
   * @param decision its JSON where a model's score is in it
   */
  record Row(
      long seq, UUID id, String type, Instant time, String event, Optional<String> decision) {}

  List<Row> decisions(long after, long end) {
    return handle
        .createQuery(
            "select seq, id, type, time, event, case when position('\"score.' in decision) > 0"
                + " then decision end as scored from decision where seq > :after and seq <= :end"
                + " order by seq")
        .bind("after", after)
        .bind("end", end)
        .map((row, _) ->
            new Row(
                row.getLong("seq"),
                row.getObject("id", UUID.class),
                row.getString("type"),
                instant(row, "time"),
                row.getString("event"),
                Optional.ofNullable(row.getString("scored"))))
        .list();
  }

  /** Events of a sample of decisions; those that were erased since are left out. */
  List<String> events(LocalDate from, LocalDate to, int most) {
    return handle
        .createQuery(
            "select d.event from server.traffic_sample s join decision d on d.seq = s.seq"
                + " where s.what = 'text' and s.day >= :from and s.day < :to"
                + " order by s.key limit :most")
        .bind("from", from)
        .bind("to", to)
        .bind("most", most)
        .mapTo(String.class)
        .list();
  }

  List<String> slices() {
    return handle
        .createQuery("select distinct slice from server.traffic_hour")
        .mapTo(String.class)
        .list();
  }

  /** Counts of one slice in one hour. */
  record Cell(String slice, Instant hour) {}

  void count(Map<Cell, Long> counts) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into server.traffic_hour as t (slice, hour, count) values (?, ?, ?)"
                + " on conflict (slice, hour) do update set count = t.count + excluded.count");
    counts.forEach(
        (cell, count) -> batch.bind(0, cell.slice()).bind(1, at(cell.hour())).bind(2, count).add());
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  /** A value that may be in a day's sample; a text has none. */
  record Sampled(String what, LocalDate day, long key, long seq, OptionalDouble value) {}

  /** What the smallest keys of a day are kept of. */
  private record Sample(String what, LocalDate day) {}

  /**
   * Keeps the values with the smallest keys of each day: a random sample, however often it runs.
   * What is not among the smallest of its batch, or lies behind a full sample, is not written at
   * all: of a busy day hardly anything is.
   */
  void sample(List<Sampled> values, int most) {
    Map<Sample, List<Sampled>> bySample =
        values.stream().collect(Collectors.groupingBy(one -> new Sample(one.what(), one.day())));
    bySample.forEach((sample, own) -> {
      long last = keyAt(sample, most).orElse(Long.MAX_VALUE);
      List<Sampled> smallest =
          own.stream()
              .filter(one -> one.key() < last)
              .sorted(Comparator.comparingLong(Sampled::key))
              .limit(most)
              .toList();
      if (!smallest.isEmpty()) {
        write(smallest);
        keyAt(sample, most + 1).ifPresent(key -> trim(sample, key));
      }
    });
  }

  /** The key in that place, from 1, of a sample in order. */
  private Optional<Long> keyAt(Sample sample, int place) {
    return handle
        .createQuery(
            "select key from server.traffic_sample where what = :what and day = :day"
                + " order by key offset :before limit 1")
        .bind("what", sample.what())
        .bind("day", sample.day())
        .bind("before", place - 1)
        .mapTo(Long.class)
        .findOne();
  }

  private void write(List<Sampled> values) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into server.traffic_sample(what, day, key, seq, value) values (?, ?, ?, ?, ?)"
                + " on conflict do nothing");
    for (Sampled one : values) {
      batch
          .bind(0, one.what())
          .bind(1, one.day())
          .bind(2, one.key())
          .bind(3, one.seq())
          .bind(4, nullable(one.value()))
          .add();
    }
    batch.execute();
  }

  private void trim(Sample sample, long from) {
    handle.execute(
        "delete from server.traffic_sample where what = ? and day = ? and key >= ?",
        sample.what(),
        sample.day(),
        from);
  }

  Optional<Instant> firstHour() {
    return handle
        .createQuery(
            "select min(hour) as hour from server.traffic_hour having min(hour) is not null")
        .map((row, _) -> instant(row, "hour"))
        .findOne();
  }

  Optional<Instant> lastLook() {
    return handle
        .createQuery(
            "select max(hour) as hour from server.traffic_look having max(hour) is not null")
        .map((row, _) -> instant(row, "hour"))
        .findOne();
  }

  void looked(Instant hour, int slices, String missing, Instant now) {
    handle.execute(
        "insert into server.traffic_look(hour, slices, missing, at) values (?, ?, ?, ?)"
            + " on conflict do nothing",
        at(hour),
        slices,
        missing,
        at(now));
  }

  /** What the newest look could not judge, and why; empty when it judged. */
  Optional<String> newestMissing() {
    return handle
        .createQuery("select missing from server.traffic_look order by hour desc limit 1")
        .mapTo(String.class)
        .findOne();
  }

  /** Every slice hour by hour, those without an event in it as 0. */
  List<Slice> counts(Instant from, Instant last) {
    int hours = (int) Duration.between(from, last).toHours() + 1;
    Map<String, long[]> slices = new TreeMap<>();
    handle
        .createQuery(
            "select slice, hour, count from server.traffic_hour where hour >= :from"
                + " and hour <= :last")
        .bind("from", at(from))
        .bind("last", at(last))
        .map((row, _) ->
            Map.entry(new Cell(row.getString("slice"), instant(row, "hour")), row.getLong("count")))
        .forEach(cell ->
            slices
                    .computeIfAbsent(cell.getKey().slice(), _ -> new long[hours])[
                    (int) Duration.between(from, cell.getKey().hour()).toHours()] =
                cell.getValue());
    List<Slice> all = new ArrayList<>();
    slices.forEach((name, own) -> all.add(Slice.of(name, own)));
    return all;
  }

  /** Counts by slice of whole days. */
  Map<String, Long> sums(LocalDate from, LocalDate to) {
    Map<String, Long> sums = new HashMap<>();
    handle
        .createQuery(
            "select slice, sum(count)::bigint as count from server.traffic_hour"
                + " where hour >= :from and hour < :to group by slice")
        .bind("from", from.atStartOfDay().atOffset(ZoneOffset.UTC))
        .bind("to", to.atStartOfDay().atOffset(ZoneOffset.UTC))
        .map((row, _) -> Map.entry(row.getString("slice"), row.getLong("count")))
        .forEach(sum -> sums.put(sum.getKey(), sum.getValue()));
    return sums;
  }

  /** Sampled scores of whole days, by score. */
  Map<String, double[]> scores(LocalDate from, LocalDate to) {
    Map<String, List<Double>> scores = new TreeMap<>();
    handle
        .createQuery(
            "select what, value from server.traffic_sample where value is not null"
                + " and day >= :from and day < :to order by what, day, key")
        .bind("from", from)
        .bind("to", to)
        .map((row, _) -> Map.entry(row.getString("what"), row.getDouble("value")))
        .forEach(one ->
            scores.computeIfAbsent(one.getKey(), _ -> new ArrayList<>()).add(one.getValue()));
    Map<String, double[]> arrays = new TreeMap<>();
    scores.forEach(
        (what, own) -> arrays.put(what, own.stream().mapToDouble(Double::doubleValue).toArray()));
    return arrays;
  }

  void drifted(Drift drift, Instant now) {
    handle
        .createUpdate(
            "insert into server.traffic_drift(day, kind, name, distance, ks, p_value, before, after,"
                + " moved, at) values (:day, :kind, :name, :distance, :ks, :p, :before, :after,"
                + " :moved, :at) on conflict do nothing")
        .bind("day", drift.day())
        .bind("kind", drift.kind().word())
        .bind("name", drift.name())
        .bind("distance", drift.distance())
        .bind("ks", nullable(drift.ks()))
        .bind("p", nullable(drift.pValue()))
        .bind("before", drift.before())
        .bind("after", drift.after())
        .bind("moved", drift.moved())
        .bind("at", at(now))
        .execute();
  }

  private static @org.jspecify.annotations.Nullable Double nullable(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }

  /** The drifts of the newest day that has some, those that moved first. */
  List<Drift> newestDrifts() {
    return handle
        .createQuery(
            "select * from server.traffic_drift where day = (select max(day)"
                + " from server.traffic_drift) order by moved desc, kind desc, distance desc, name")
        .map((row, _) ->
            new Drift(
                row.getObject("day", LocalDate.class),
                TrafficAlarm.Kind.ofWord(row.getString("kind")),
                row.getString("name"),
                row.getDouble("distance"),
                optional(row, "ks"),
                optional(row, "p_value"),
                row.getLong("before"),
                row.getLong("after"),
                row.getBoolean("moved")))
        .list();
  }

  private static OptionalDouble optional(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * Raises an alarm unless the same was raised shortly before.
   *
   * @param quiet for how long after one the same is not raised again
   */
  boolean raise(TrafficAlarm alarm, Duration quiet, Instant now) {
    return handle
            .createUpdate(
                "insert into server.traffic_alarm(kind, name, hour, observed, expected, most, at)"
                    + " select :kind, :name, :hour, :observed, :expected, :most, :at"
                    + " where not exists (select 1 from server.traffic_alarm a"
                    + " where a.kind = :kind and a.name = :name and a.hour > :since)")
            .bind("kind", alarm.kind().word())
            .bind("name", alarm.name())
            .bind("hour", at(alarm.hour()))
            .bind("observed", alarm.observed())
            .bind("expected", alarm.expected())
            .bind("most", alarm.most())
            .bind("at", at(now))
            .bind("since", at(alarm.hour().minus(quiet)))
            .execute()
        > 0;
  }

  /** Alarms about hours since then, newest first. */
  List<TrafficAlarm> alarms(Instant since, int most) {
    return handle
        .createQuery(
            "select * from server.traffic_alarm where hour >= :since"
                + " order by hour desc, observed / greatest(most, 1e-9) desc, id limit :most")
        .bind("since", at(since))
        .bind("most", most)
        .map((row, _) -> alarm(row))
        .list();
  }

  long alarmsRaisedSince(Instant since) {
    return handle
        .createQuery("select count(*) from server.traffic_alarm where at >= :since")
        .bind("since", at(since))
        .mapTo(Long.class)
        .one();
  }

  List<Change> alarmsAfter(long id, int limit) {
    return handle
        .createQuery("select * from server.traffic_alarm where id > :id order by id limit :limit")
        .bind("id", id)
        .bind("limit", limit)
        .map((row, _) ->
            new Change(
                row.getLong("id"),
                "traffic:" + row.getString("name"),
                alarm(row).body(instant(row, "at"))))
        .list();
  }

  long newestAlarm() {
    return handle
        .createQuery("select coalesce(max(id), 0) from server.traffic_alarm")
        .mapTo(Long.class)
        .one();
  }

  private static TrafficAlarm alarm(ResultSet row) throws SQLException {
    return new TrafficAlarm(
        TrafficAlarm.Kind.ofWord(row.getString("kind")),
        row.getString("name"),
        instant(row, "hour"),
        row.getDouble("observed"),
        row.getDouble("expected"),
        row.getDouble("most"));
  }

  /** Forgets counts and samples that nothing is compared with any more. */
  void forget(Instant before) {
    handle.execute("delete from server.traffic_hour where hour < ?", at(before));
    handle.execute(
        "delete from server.traffic_sample where day < ?",
        LocalDate.ofInstant(before, ZoneOffset.UTC));
  }

  /** The counts of one slice, hour by hour. */
  long[] hours(String slice, Instant from, int hours) {
    long[] counts = new long[hours];
    handle
        .createQuery(
            "select hour, count from server.traffic_hour where slice = :slice and hour >= :from"
                + " and hour < :to")
        .bind("slice", slice)
        .bind("from", at(from))
        .bind("to", at(from.plus(HOUR.multipliedBy(hours))))
        .map((row, _) -> Map.entry(instant(row, "hour"), row.getLong("count")))
        .forEach(cell ->
            counts[(int) Duration.between(from, cell.getKey()).toHours()] = cell.getValue());
    return counts;
  }
}
