package io.hedgerow.server.measure;

import io.hedgerow.measurement.agreement.SemanticCoverage;
import io.hedgerow.server.pace.PacedWork;
import io.hedgerow.server.traffic.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;

/**
 * Looks once a day at how much of what people post has a golden case near it, and keeps the counts.
 * Near is what no text drawn at random is nearer to: as many other texts of the week as there are
 * golden cases are the measure, so that no similarity has to be chosen, whose meaning changes with
 * the encoder. Golden cases that were themselves drawn at random would cover half. Without an
 * encoder, golden cases or texts nothing is kept, and the figure stays unknown. One thread steps.
 */
public final class GoldenCoverage implements PacedWork.Step {
  /** How often it asks whether a day is over. */
  public static final Duration PAUSE = Duration.ofHours(1);

  /** Texts of either side that are compared. */
  private static final int MOST = 500;

  private final Jdbi jdbi;
  private final Function<LocalDate, List<String>> traffic;
  private final Supplier<List<String>> golden;
  private final Texts texts;
  private final InstantSource clock;

  /**
   * @param traffic a random sample of the texts of the week up to a day
   * @param golden texts of the golden cases
   */
  public GoldenCoverage(
      Jdbi jdbi,
      Function<LocalDate, List<String>> traffic,
      Supplier<List<String>> golden,
      Texts texts,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.traffic = traffic;
    this.golden = golden;
    this.texts = texts;
    this.clock = clock;
  }

  @Override
  public boolean run() {
    Instant now = clock.instant();
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1);
    if (!known(day)) {
      look(day, now);
    }
    return false;
  }

  private boolean known(LocalDate day) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select exists (select from measure.golden_coverage where day = :day)")
            .bind("day", day)
            .mapTo(Boolean.class)
            .one());
  }

  private void look(LocalDate day, Instant now) {
    List<String> known = golden.get();
    List<String> texts = known.isEmpty() ? List.of() : traffic.apply(day);
    int seen = Math.min(MOST, texts.size() / 2);
    int compared = Math.min(Math.min(MOST, known.size()), texts.size() - seen);
    if (seen == 0 || compared == 0) {
      return;
    }
    List<String> all = new ArrayList<>(texts.subList(0, seen + compared));
    all.addAll(spread(known, compared));
    vectors(all).ifPresent(vectors -> keep(day, vectors, seen, compared, now));
  }

  /** So many of them, evenly over all. */
  private static List<String> spread(List<String> all, int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> all.get((int) ((long) i * all.size() / size)))
        .toList();
  }

  private Optional<List<float[]>> vectors(List<String> all) {
    return texts
        .embed(all)
        .map(vectors -> Arrays.stream(vectors).map(GoldenCoverage::unit).toList());
  }

  private static float[] unit(double[] vector) {
    double length = Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
    float[] unit = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      unit[i] = (float) (length == 0 ? 0 : vector[i] / length);
    }
    return unit;
  }

  private void keep(LocalDate day, List<float[]> vectors, int seen, int compared, Instant now) {
    List<float[]> sample = vectors.subList(0, seen);
    double[] random = SemanticCoverage.nearest(sample, vectors.subList(seen, seen + compared));
    double[] own =
        SemanticCoverage.nearest(sample, vectors.subList(seen + compared, vectors.size()));
    long covered = IntStream.range(0, seen).filter(i -> own[i] >= random[i]).count();
    Arrays.sort(own);
    jdbi.useHandle(handle ->
        handle.execute(
            "insert into measure.golden_coverage(day, golden, sampled, covered, nearness, at,"
                + " compared) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
            day,
            compared,
            seen,
            covered,
            own[seen / 2],
            now.atOffset(ZoneOffset.UTC),
            compared));
  }
}
