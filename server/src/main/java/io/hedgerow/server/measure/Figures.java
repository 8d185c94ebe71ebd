package io.hedgerow.server.measure;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.agreement.JensenShannon;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
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

/**
 * From the rows of a definition to its figures: one for each policy, for all policies together
 * where they can be added, and where asked for each slice and each machine.
 */
final class Figures {
  private final Definition definition;
  private final Period period;
  private final Instant asOf;
  private final boolean slices;

  private Figures(Definition definition, Period period, Instant asOf, boolean slices) {
    this.definition = definition;
    this.period = period;
    this.asOf = asOf;
    this.slices = slices;
  }

  /**
   * Every figure of a definition for a period, from what was known at a moment.
   *
   * @param slices whether slices and machines are told by themselves too
   */
  static List<Figure> compute(
      Handle handle, Definition definition, Period period, Instant asOf, boolean slices) {
    Figures figures = new Figures(definition, period, asOf, slices);
    return switch (definition.kind()) {
      case PREVALENCE, RECALL, PRECISION, TOGETHER, VIEWS ->
          figures.ofDraws(figures.grouped(handle, new DrawRow.Reader()::of, DrawRow::policy));
      case AUDITED -> figures.audited(figures.grouped(handle, AuditRow::of, AuditRow::policy));
      case SHARE, COUNT, QUANTILE, DISTANCE ->
          figures.ofNumbers(
              figures.grouped(
                  handle, row -> NumberRow.of(row, definition.kind()), NumberRow::policy));
    };
  }

  private List<Figure> ofDraws(Map<String, List<DrawRow>> rows) {
    List<Figure> figures = new ArrayList<>();
    if (definition.kind() != Definition.Kind.TOGETHER) {
      rows.forEach((policy, own) -> figures.addAll(ofDraws(policy, own)));
    }
    if (!rows.isEmpty()) {
      together(rows).ifPresent(figures::add);
    }
    return figures;
  }

  private List<Figure> ofDraws(String policy, List<DrawRow> rows) {
    Draws draws = draws(rows);
    double views = draws.dailyViews("");
    List<Figure> figures = new ArrayList<>();
    figures.add(figure(policy, "", ofDraws(draws, ""), views, rows));
    if (slices && definition.kind() == Definition.Kind.PREVALENCE) {
      for (String slice : draws.slices()) {
        figures.add(figure(policy, slice, ofDraws(draws, slice), draws.dailyViews(slice), rows));
      }
    }
    if (slices && definition.bySource()) {
      for (String source : sources(rows)) {
        figures.add(
            figure(
                policy, Figure.SOURCE + source, ofDraws(flaggedBy(rows, source), ""), views, rows));
      }
    }
    return figures;
  }

  /** Of all policies that were sampled; empty where that would be no number of its own. */
  private Optional<Figure> together(Map<String, List<DrawRow>> rows) {
    List<DrawRow> all = rows.values().stream().flatMap(List::stream).toList();
    Draws draws = draws(all);
    Optional<Measured> measured =
        switch (definition.kind()) {
          case RECALL, PRECISION -> Optional.of(ofDraws(draws, ""));
          case TOGETHER, VIEWS -> Optional.of(Estimators.sum(each(rows)));
          case PREVALENCE, AUDITED, SHARE, COUNT, QUANTILE, DISTANCE -> Optional.empty();
        };
    return measured.map(m -> figure("", "", m, draws.dailyViews(""), all));
  }

  private Map<String, Measured> each(Map<String, List<DrawRow>> rows) {
    Map<String, Measured> each = new LinkedHashMap<>();
    rows.forEach((policy, own) -> each.put(policy, ofDraws(draws(own), "")));
    return each;
  }

  private static Draws draws(List<DrawRow> rows) {
    return new Draws(rows.stream().map(DrawRow::draw).toList());
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

  private Measured ofDraws(Draws draws, String slice) {
    return switch (definition.kind()) {
      case RECALL -> Estimators.recall(draws);
      case PRECISION -> Estimators.precision(draws);
      case VIEWS -> Estimators.views(draws);
      case PREVALENCE, TOGETHER, AUDITED, SHARE, COUNT, QUANTILE, DISTANCE ->
          Estimators.prevalence(draws, slice);
    };
  }

  private List<Figure> audited(Map<String, List<AuditRow>> rows) {
    List<Figure> figures = new ArrayList<>();
    rows.forEach((policy, own) -> {
      figures.add(figure(policy, "", audited(own), 0, own));
      Map<String, List<AuditRow>> bySource = new LinkedHashMap<>();
      own.forEach(row -> bySource.computeIfAbsent(row.source(), _ -> new ArrayList<>()).add(row));
      if (slices) {
        bySource.forEach((source, its) ->
            figures.add(figure(policy, Figure.SOURCE + source, audited(its), 0, its)));
      }
    });
    List<AuditRow> all = rows.values().stream().flatMap(List::stream).toList();
    if (!all.isEmpty()) {
      figures.add(figure("", "", audited(all), 0, all));
    }
    return figures;
  }

  private static Measured audited(List<AuditRow> rows) {
    return AuditedShare.of(rows.stream().map(AuditRow::checked).toList());
  }

  private List<Figure> ofNumbers(Map<String, List<NumberRow>> rows) {
    List<Figure> figures = new ArrayList<>();
    rows.forEach((policy, own) -> figures.add(figure(policy, "", ofNumbers(own), 0, own)));
    return figures;
  }

  private Measured ofNumbers(List<NumberRow> rows) {
    return switch (definition.kind()) {
      case SHARE -> Estimators.share((long) rows.getFirst().value(), rows.getFirst().cases());
      case COUNT -> Estimators.count(rows.getFirst().value());
      case DISTANCE -> distance(rows);
      case QUANTILE, PREVALENCE, RECALL, PRECISION, TOGETHER, VIEWS, AUDITED ->
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

  private <T> Map<String, List<T>> grouped(
      Handle handle, Reading<T> reading, Function<T, String> policy) {
    Map<String, List<T>> groups = new LinkedHashMap<>();
    handle
        .createQuery(definition.sql())
        .bind("from", period.from().atOffset(ZoneOffset.UTC))
        .bind("to", period.to().atOffset(ZoneOffset.UTC))
        .bind("as_of", asOf.atOffset(ZoneOffset.UTC))
        .map((row, _) -> reading.of(row))
        .forEach(row -> groups.computeIfAbsent(policy.apply(row), _ -> new ArrayList<>()).add(row));
    return groups;
  }

  private Figure figure(
      String policy, String slice, Measured measured, double views, List<?> rows) {
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

  private record AuditRow(String policy, String source, AuditedShare.Checked checked) {
    static AuditRow of(ResultSet row) throws SQLException {
      boolean right = row.getBoolean("is_right");
      Optional<Boolean> answer = row.wasNull() ? Optional.empty() : Optional.of(right);
      return new AuditRow(
          row.getString("policy"),
          row.getString("source"),
          new AuditedShare.Checked(row.getDouble("probability"), answer));
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
