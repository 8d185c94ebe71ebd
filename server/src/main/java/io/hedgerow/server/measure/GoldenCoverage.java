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
import org.jdbi.v3.core.Jdbi;

/**
 * Looks once a day at how much of what people post has a golden case near it, and keeps the counts.
 * Without an encoder, golden cases or texts nothing is kept, and the figure stays unknown. One
 * thread steps.
 */
public final class GoldenCoverage implements PacedWork.Step {
  /** How often it asks whether a day is over. */
  public static final Duration PAUSE = Duration.ofHours(1);

  /** Least cosine similarity of what is near; {@code golden_coverage.sql} names it. */
  static final double NEARNESS = 0.6;

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
    List<String> known = golden.get().stream().limit(MOST).toList();
    List<String> seen =
        known.isEmpty() ? List.of() : traffic.apply(day).stream().limit(MOST).toList();
    if (seen.isEmpty()) {
      return;
    }
    List<String> all = new ArrayList<>(known);
    all.addAll(seen);
    vectors(all)
        .ifPresent(vectors -> {
          double share =
              SemanticCoverage.share(
                  vectors.subList(known.size(), vectors.size()),
                  vectors.subList(0, known.size()),
                  NEARNESS);
          keep(day, known.size(), seen.size(), (int) Math.round(share * seen.size()), now);
        });
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

  private void keep(LocalDate day, int known, int seen, int covered, Instant now) {
    jdbi.useHandle(handle ->
        handle.execute(
            "insert into measure.golden_coverage values (?, ?, ?, ?, ?, ?) on conflict do nothing",
            day,
            known,
            seen,
            covered,
            NEARNESS,
            now.atOffset(ZoneOffset.UTC)));
  }
}
