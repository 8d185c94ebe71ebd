package io.hedgerow.server.measure;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of definitions and figures, inside a transaction of the caller. */
final class FigureTable {
  private final Handle handle;

  FigureTable(Handle handle) {
    this.handle = handle;
  }

  /** One publisher at a time, until the transaction ends. */
  void lock() {
    handle.execute("select pg_advisory_xact_lock(hashtext('measure.figure'))");
  }

  /** Keeps definitions that are new; a known version stays as it was first written. */
  void define(Collection<Definition> definitions, Instant now) {
    for (Definition one : definitions) {
      handle.execute(
          "insert into measure.definition(metric, version, title, meaning, query, since)"
              + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
          one.metric(),
          one.version(),
          one.title(),
          one.meaning(),
          one.query(),
          Timestamp.from(now));
    }
  }

  List<Registry.Kept> definitions() {
    return handle
        .createQuery(
            "select d.*, (select count(*) from measure.figure f where f.metric = d.metric"
                + " and f.version = d.version) n from measure.definition d"
                + " order by metric, since, version")
        .map((row, _) ->
            new Registry.Kept(
                row.getString("metric"),
                row.getString("version"),
                row.getString("title"),
                row.getTimestamp("since").toInstant(),
                row.getLong("n")))
        .list();
  }

  void add(Figure figure) {
    Optional<Estimate> estimate = figure.estimate();
    handle
        .createUpdate(
            "insert into measure.figure(metric, version, policy, slice, period_from, period_to,"
                + " value, low, high, labels, effective, daily_views, missing, as_of, inputs, restates)"
                + " values (:metric, :version, :policy, :slice, :from, :to, :value, :low, :high,"
                + " :labels, :effective, :views, :missing, :as_of, :inputs, :restates)")
        .bind("metric", figure.metric())
        .bind("version", figure.version())
        .bind("policy", figure.policy())
        .bind("slice", figure.slice())
        .bind("from", Timestamp.from(figure.period().from()))
        .bind("to", Timestamp.from(figure.period().to()))
        .bind("value", estimate.map(Estimate::value).orElse(null))
        .bind("low", figure.interval().map(Interval::low).orElse(null))
        .bind("high", figure.interval().map(Interval::high).orElse(null))
        .bind("labels", estimate.map(Estimate::draws).orElse(0))
        .bind("effective", estimate.map(Estimate::effectiveSize).orElse(0.0))
        .bind("views", figure.dailyViews())
        .bind("missing", figure.missing())
        .bind("as_of", Timestamp.from(figure.asOf()))
        .bind("inputs", HexFormat.of().parseHex(figure.inputs()))
        .bind("restates", figure.restates().orElse(null))
        .execute();
  }

  /** The newest figure of every series that ended after then. */
  Map<Figure.Series, Figure> newest(Instant after) {
    Map<Figure.Series, Figure> newest = new HashMap<>();
    list("period_to > :after", Map.of("after", Timestamp.from(after)))
        .forEach(figure -> newest.put(figure.series(), figure));
    return newest;
  }

  /** Every figure ever published, oldest first. */
  List<Figure> all() {
    return list("true", Map.of());
  }

  /** Every figure about what that one is about, under whichever definition, oldest first. */
  List<Figure> about(Figure one) {
    return list(
        "metric = :metric and policy = :policy and slice = :slice and period_from = :from"
            + " and period_to = :to",
        Map.of(
            "metric", one.metric(),
            "policy", one.policy(),
            "slice", one.slice(),
            "from", Timestamp.from(one.period().from()),
            "to", Timestamp.from(one.period().to())));
  }

  Optional<Figure> find(long id) {
    return list("id = :id", Map.of("id", id)).stream().findFirst();
  }

  /** The definition as it was first written; empty when it never was. */
  Optional<String> query(String metric, String version) {
    return handle
        .createQuery(
            "select meaning || query from measure.definition where metric = :metric"
                + " and version = :version")
        .bind("metric", metric)
        .bind("version", version)
        .mapTo(String.class)
        .findOne();
  }

  private List<Figure> list(String where, Map<String, ?> values) {
    return handle
        .createQuery("select * from measure.figure where " + where + " order by id")
        .bindMap(values)
        .map((row, _) -> figure(row))
        .list();
  }

  private static Figure figure(ResultSet row) throws SQLException {
    long restates = row.getLong("restates");
    return new Figure(
        row.getLong("id"),
        row.getString("metric"),
        row.getString("version"),
        row.getString("policy"),
        row.getString("slice"),
        new Period(
            row.getTimestamp("period_from").toInstant(), row.getTimestamp("period_to").toInstant()),
        measured(row),
        row.getDouble("daily_views"),
        row.getTimestamp("as_of").toInstant(),
        HexFormat.of().formatHex(row.getBytes("inputs")),
        restates == 0 ? Optional.empty() : Optional.of(restates));
  }

  /** The standard error is not kept: the interval is what was published. */
  private static Measured measured(ResultSet row) throws SQLException {
    @Nullable String missing = row.getString("missing");
    return missing == null || !missing.isEmpty()
        ? new NotEnoughData(String.valueOf(missing))
        : new Estimate(
            row.getDouble("value"),
            0,
            new Interval(row.getDouble("low"), row.getDouble("high"), Estimators.LEVEL),
            row.getInt("labels"),
            row.getDouble("effective"));
  }
}
