package io.hedgerow.server.measure;

import io.hedgerow.measurement.Estimate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures behind a status page as CSV, one row each, with definition and chain. */
public final class StatusCsv {
  private static final String HEADER =
      "metric,title,policy,slice,from,to,value,low,high,level,labels,effective,daily_views,unknown,"
          + "definition,inputs,as_of,figure,restates\n";

  private StatusCsv() {}

  public static String of(Status status) {
    return status.figures().stream()
        .sorted(
            Comparator.comparing(Figure::metric)
                .thenComparing(Figure::policy)
                .thenComparing(Figure::slice)
                .thenComparing(f -> f.period().from())
                .thenComparing(f -> f.period().to()))
        .map(figure -> row(figure, status))
        .collect(Collectors.joining("", HEADER, ""));
  }

  private static String row(Figure f, Status status) {
    List<?> number = f.estimate().map(StatusCsv::number).orElse(List.of("", "", "", "", "0", "0"));
    return Stream.of(
                Stream.of(
                    f.metric(),
                    status.definition(f.metric()).title(),
                    f.policy(),
                    f.slice(),
                    f.period().from(),
                    f.period().to()),
                number.stream(),
                Stream.of(
                    f.dailyViews(),
                    f.missing(),
                    f.version(),
                    f.inputs(),
                    f.asOf(),
                    f.id(),
                    f.restates().map(Object::toString).orElse("")))
            .flatMap(part -> part)
            .map(value -> field(value.toString()))
            .collect(Collectors.joining(","))
        + "\n";
  }

  private static List<?> number(Estimate e) {
    return List.of(
        e.value(),
        e.interval().low(),
        e.interval().high(),
        e.interval().level(),
        e.draws(),
        e.effectiveSize());
  }

  /** Quoted where needed; a leading sign that spreadsheets would run as a formula is disarmed. */
  private static String field(String text) {
    String safe = text.matches("[=+@\\t\\r].*|-[^0-9].*") ? "'" + text : text;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
