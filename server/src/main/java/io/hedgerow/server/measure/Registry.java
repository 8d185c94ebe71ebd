package io.hedgerow.server.measure;

import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.agreement.JensenShannon;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Computes figures and publishes them: the one file that tells how a number comes about.
 *
 * <p>A figure is its definition run over the rows known at a moment. Publishing it again changes
 * nothing while the rows are the same; when they have changed (a label came late, an appeal was
 * won) the new figure restates the old one, which stays. Another definition starts a series of its
 * own beside the old one. Thread-safe.
 */
public final class Registry {
  /** What was committed a moment ago may still be joined by what was written before it. */
  private static final Duration SETTLING = Duration.ofSeconds(2);

  private final Jdbi jdbi;
  private final Map<String, Definition> definitions = Definition.all();

  public Registry(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The definitions of this program, by metric. */
  public Map<String, Definition> definitions() {
    return definitions;
  }

  /**
   * Publishes what is due: twelve weeks of prevalence, and everything for the last 28 days and the
   * 28 before.
   *
   * @return how many figures are new or restated
   */
  public int publish(Instant now) {
    Instant asOf = now.minus(SETTLING).truncatedTo(ChronoUnit.MILLIS);
    Period recent = Period.recent(now);
    return jdbi.inTransaction(handle -> {
      FigureTable table = new FigureTable(handle);
      table.lock();
      table.define(definitions.values(), now);
      List<Figure> figures = new ArrayList<>();
      for (Definition definition : definitions.values()) {
        figures.addAll(compute(handle, definition, recent, asOf, true));
        figures.addAll(compute(handle, definition, recent.before(), asOf, false));
      }
      Definition prevalence = definition("prevalence");
      for (Period week : Period.weeks(now)) {
        figures.addAll(compute(handle, prevalence, week, asOf, false));
      }
      return keep(table, figures, Period.weeks(now).getFirst().from().minus(Duration.ofDays(60)));
    });
  }

  private Definition definition(String metric) {
    return Optional.ofNullable(definitions.get(metric)).orElseThrow();
  }

  private static int keep(FigureTable table, List<Figure> figures, Instant since) {
    Map<Figure.Series, Figure> newest = table.newest(since);
    int kept = 0;
    for (Figure figure : figures) {
      Optional<Figure> old = Optional.ofNullable(newest.get(figure.series()));
      if (old.isEmpty() || !old.get().sameAs(stored(figure))) {
        table.add(restating(figure, old.map(Figure::id)));
        kept++;
      }
    }
    return kept;
  }

  /** As it reads back: the standard error is not kept. */
  private static Figure stored(Figure figure) {
    return switch (figure.measured()) {
      case Estimate e ->
          with(figure, new Estimate(e.value(), 0, e.interval(), e.draws(), e.effectiveSize()));
      case Measured _ -> figure;
    };
  }

  private static Figure with(Figure f, Measured measured) {
    return new Figure(
        f.id(),
        f.metric(),
        f.version(),
        f.policy(),
        f.slice(),
        f.period(),
        measured,
        f.dailyViews(),
        f.asOf(),
        f.inputs(),
        f.restates());
  }

  private static Figure restating(Figure f, Optional<Long> old) {
    return new Figure(
        f.id(),
        f.metric(),
        f.version(),
        f.policy(),
        f.slice(),
        f.period(),
        f.measured(),
        f.dailyViews(),
        f.asOf(),
        f.inputs(),
        old);
  }

  /** How a published figure fared when it was computed again. */
  public record Checked(Figure figure, Outcome outcome) {}

  /** What came of computing a figure again, as of the same moment. */
  public enum Outcome {
    /** The same number from the same rows. */
    REPRODUCED,
    /** The rows as of then are no longer what they were: something was changed under them. */
    OTHER_ROWS,
    /** Another number from the same rows: the definition does not say all. */
    OTHER_NUMBER,
    /** Published by a definition that this program does not have. */
    OTHER_DEFINITION
  }

  /** Computes every published figure again, as of its moment. */
  public List<Checked> verify() {
    return jdbi.inTransaction(handle ->
        new FigureTable(handle)
            .all().stream().map(f -> new Checked(f, verify(handle, f))).toList());
  }

  private Outcome verify(Handle handle, Figure published) {
    Optional<Definition> known =
        Optional.ofNullable(definitions.get(published.metric()))
            .filter(d -> d.version().equals(published.version()));
    if (known.isEmpty() || !asWritten(handle, known.get())) {
      return Outcome.OTHER_DEFINITION;
    }
    boolean sliced = !published.slice().isEmpty();
    Optional<Figure> again =
        compute(handle, known.get(), published.period(), published.asOf(), sliced).stream()
            .filter(f -> f.series().equals(published.series()))
            .findFirst();
    if (again.isEmpty() || !again.get().inputs().equals(published.inputs())) {
      return Outcome.OTHER_ROWS;
    }
    return stored(again.get()).sameAs(published) ? Outcome.REPRODUCED : Outcome.OTHER_NUMBER;
  }

  /** True when the definition that was kept says what this program's of the same version says. */
  private static boolean asWritten(Handle handle, Definition own) {
    return new FigureTable(handle)
        .query(own.metric(), own.version())
        .filter(kept -> kept.equals(own.meaning() + own.query()))
        .isPresent();
  }

  /**
   * What became of a figure.
   *
   * @param chain figures of its definition about the same, oldest first: each restates the one
   *     before it
   * @param beside the newest about the same under each other definition
   */
  public record History(Figure figure, List<Figure> chain, List<Figure> beside) {}

  /** The history of a published figure; empty when there is none of that number. */
  public Optional<History> history(long figure) {
    return jdbi.withHandle(handle -> {
      FigureTable table = new FigureTable(handle);
      return table.find(figure).map(one -> history(one, table.about(one)));
    });
  }

  private static History history(Figure one, List<Figure> about) {
    Map<String, Figure> others = new LinkedHashMap<>();
    about.stream()
        .filter(other -> !other.version().equals(one.version()))
        .forEach(other -> others.put(other.version(), other));
    return new History(
        one,
        about.stream().filter(other -> other.version().equals(one.version())).toList(),
        List.copyOf(others.values()));
  }

  /** The newest figures of this program's definitions that ended after then. */
  public List<Figure> newest(Instant after) {
    return jdbi.withHandle(handle ->
        new FigureTable(handle)
            .newest(after).values().stream()
                .filter(f -> version(f.metric()).equals(Optional.of(f.version())))
                .toList());
  }

  private Optional<String> version(String metric) {
    return Optional.ofNullable(definitions.get(metric)).map(Definition::version);
  }

  /** A definition as it was kept, of this program or another. */
  public record Kept(String metric, String version, String title, Instant since, long figures) {}

  /** Every version of every definition that was ever published under, oldest first. */
  public List<Kept> kept() {
    return jdbi.withHandle(handle -> new FigureTable(handle).definitions());
  }

  private static List<Figure> compute(
      Handle handle, Definition definition, Period period, Instant asOf, boolean slices) {
    Context context = new Context(definition, period, asOf);
    if (definition.kind().ofDraws()) {
      Map<String, List<DrawRow>> rows =
          grouped(handle, context, new DrawReader()::of, DrawRow::policy);
      List<Figure> figures = new ArrayList<>();
      rows.forEach((policy, own) -> figures.addAll(ofDraws(context, policy, own, slices)));
      return figures;
    }
    Map<String, List<NumberRow>> rows =
        grouped(handle, context, r -> NumberRow.of(r, definition.kind()), NumberRow::policy);
    List<Figure> figures = new ArrayList<>();
    rows.forEach((policy, own) ->
        figures.add(context.figure(policy, "", ofNumbers(definition.kind(), own), 0, own)));
    return figures;
  }

  private static List<Figure> ofDraws(
      Context context, String policy, List<DrawRow> rows, boolean slices) {
    Draws draws = new Draws(rows.stream().map(DrawRow::draw).toList());
    List<Figure> figures = new ArrayList<>();
    figures.add(
        context.figure(
            policy,
            "",
            ofDraws(context.definition().kind(), draws, ""),
            draws.dailyViews(""),
            rows));
    if (slices && context.definition().kind() == Definition.Kind.PREVALENCE) {
      for (String slice : draws.slices()) {
        figures.add(
            context.figure(
                policy, slice, Estimators.prevalence(draws, slice), draws.dailyViews(slice), rows));
      }
    }
    if (slices && context.definition().bySource()) {
      for (String source : sources(rows)) {
        figures.add(
            context.figure(
                policy,
                Figure.SOURCE + source,
                ofDraws(context.definition().kind(), flaggedBy(rows, source), ""),
                draws.dailyViews(""),
                rows));
      }
    }
    return figures;
  }

  private static Set<String> sources(List<DrawRow> rows) {
    return rows.stream()
        .flatMap(row -> row.sources().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The draws as they would be with that machine alone. */
  private static Draws flaggedBy(List<DrawRow> rows, String source) {
    return new Draws(
        rows.stream().map(row -> row.draw().flagged(row.sources().contains(source))).toList());
  }

  private static Measured ofDraws(Definition.Kind kind, Draws draws, String slice) {
    return switch (kind) {
      case RECALL -> Estimators.recall(draws);
      case PRECISION -> Estimators.precision(draws);
      case PREVALENCE, SHARE, COUNT, QUANTILE, DISTANCE -> Estimators.prevalence(draws, slice);
    };
  }

  private static Measured ofNumbers(Definition.Kind kind, List<NumberRow> rows) {
    return switch (kind) {
      case SHARE -> Estimators.share((long) rows.getFirst().value(), rows.getFirst().cases());
      case COUNT -> Estimators.count(rows.getFirst().value());
      case DISTANCE -> distance(rows);
      case QUANTILE, PREVALENCE, RECALL, PRECISION ->
          Estimators.median(rows.stream().mapToDouble(NumberRow::value).toArray());
    };
  }

  /** Both mixes are all there were, so the interval has no width. */
  private static Measured distance(List<NumberRow> rows) {
    double[] one = rows.stream().mapToDouble(NumberRow::value).toArray();
    double[] other = rows.stream().mapToDouble(NumberRow::cases).toArray();
    long known = (long) Arrays.stream(one).sum();
    if (known == 0 || Arrays.stream(other).sum() == 0) {
      return new NotEnoughData(known == 0 ? "golden cases" : "cases in the period");
    }
    double distance = Math.sqrt(JensenShannon.divergence(one, other));
    return new Estimate(
        distance, 0, new Interval(distance, distance, Estimators.LEVEL), (int) known, known);
  }

  @FunctionalInterface
  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  private static <T> Map<String, List<T>> grouped(
      Handle handle, Context context, Reading<T> reading, Function<T, String> policy) {
    Map<String, List<T>> groups = new LinkedHashMap<>();
    handle
        .createQuery(context.definition().sql())
        .bind("from", context.period().from().atOffset(ZoneOffset.UTC))
        .bind("to", context.period().to().atOffset(ZoneOffset.UTC))
        .bind("as_of", context.asOf().atOffset(ZoneOffset.UTC))
        .map((row, _) -> reading.of(row))
        .forEach(row -> groups.computeIfAbsent(policy.apply(row), _ -> new ArrayList<>()).add(row));
    return groups;
  }

  private record Context(Definition definition, Period period, Instant asOf) {
    Figure figure(String policy, String slice, Measured measured, double views, List<?> rows) {
      return new Figure(
          0,
          definition.metric(),
          definition.version(),
          policy,
          slice,
          period,
          measured,
          views,
          asOf,
          digest(rows),
          Optional.empty());
    }

    private static String digest(List<?> rows) {
      var digest = Definition.sha256();
      rows.forEach(row -> digest.update((row + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  private record DrawRow(String policy, Draws.One draw, List<String> sources) {}

  /** Many draws have the same pivots: each text of them is read once. */
  private static final class DrawReader {
    private final JsonReader json = new JsonReader();
    private final Map<String, Map<String, String>> pivots = new HashMap<>();

    DrawRow of(ResultSet row) throws SQLException {
      boolean judged = row.getObject("breaks") != null;
      List<String> sources = List.of((String[]) row.getArray("sources").getArray());
      return new DrawRow(
          row.getString("policy"),
          new Draws.One(
              row.getDate("day").toLocalDate(),
              row.getString("unit"),
              row.getDouble("views"),
              row.getDouble("probability"),
              pivots.computeIfAbsent(row.getString("pivots"), this::pivots),
              row.getDouble("day_views"),
              label(row),
              judged,
              looks(row),
              !sources.isEmpty()),
          sources);
    }

    /** What the upload said, else the judge where one was asked, else a person. */
    private static Optional<Boolean> label(ResultSet row) throws SQLException {
      Optional<Boolean> uploaded = bit(row, "label");
      if (uploaded.isPresent()) {
        return uploaded;
      }
      if (row.getObject("audit_probability") == null && row.getBoolean("by_judge")) {
        return Optional.empty();
      }
      Optional<Boolean> judge = said(row, "breaks");
      return judge.isPresent() ? judge : said(row, "said");
    }

    private static List<Draws.Look> looks(ResultSet row) throws SQLException {
      List<Draws.Look> looks = new ArrayList<>();
      boolean judged = row.getObject("breaks") != null;
      if (judged && !row.getBoolean("audited")) {
        return looks;
      }
      Optional<Boolean> truth = bit(row, "truth");
      if (judged) {
        looks.add(
            new Draws.Look(
                row.getDouble("audit_probability"), truth.isPresent() ? truth : said(row, "said")));
      }
      if (truth.isEmpty() && row.getObject("second_probability") != null) {
        looks.add(new Draws.Look(row.getDouble("second_probability"), said(row, "settled")));
      }
      return looks;
    }

    private static Optional<Boolean> bit(ResultSet row, String column) throws SQLException {
      int value = row.getInt(column);
      return row.wasNull() ? Optional.empty() : Optional.of(value == 1);
    }

    private static Optional<Boolean> said(ResultSet row, String column) throws SQLException {
      boolean value = row.getBoolean(column);
      return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private Map<String, String> pivots(String text) {
      Map<String, String> read = new HashMap<>();
      if (json.read(text) instanceof JsonReading.Value(Map<?, ?> members)) {
        members.forEach((key, value) -> read.put(key.toString(), value.toString()));
      }
      return read;
    }
  }

  private record NumberRow(String policy, double value, long cases) {
    static NumberRow of(ResultSet row, Definition.Kind kind) throws SQLException {
      return kind == Definition.Kind.SHARE || kind == Definition.Kind.DISTANCE
          ? new NumberRow(row.getString("policy"), row.getLong("hits"), row.getLong("cases"))
          : new NumberRow(row.getString("policy"), row.getDouble("value"), 0);
    }
  }
}
