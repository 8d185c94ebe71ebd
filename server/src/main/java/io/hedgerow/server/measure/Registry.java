package io.hedgerow.server.measure;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Measured;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        figures.addAll(Figures.compute(handle, definition, recent, asOf, true));
        figures.addAll(Figures.compute(handle, definition, recent.before(), asOf, false));
      }
      Definition prevalence = definition("prevalence");
      for (Period week : Period.weeks(now)) {
        figures.addAll(Figures.compute(handle, prevalence, week, asOf, false));
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
        Figures.compute(handle, known.get(), published.period(), published.asOf(), sliced).stream()
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
}
