package io.hedgerow.server.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.ledger.database.Database;
import io.hedgerow.server.measure.Registry.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each test measures a policy of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RegistryIT {
  private static final Instant NOW = Instant.parse("2026-03-18T12:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);

  private Optional<Database> opened = Optional.empty();

  @BeforeAll
  void open(@TempDir Path folder) {
    opened = Optional.of(Database.embedded(folder.resolve("postgres")));
    database().migrate("review", "classpath:db/review").migrate("server", "classpath:db/server");
  }

  @AfterAll
  void close() {
    opened.ifPresent(Database::close);
  }

  private Database database() {
    return opened.orElseThrow();
  }

  private Jdbi jdbi() {
    return database().jdbi();
  }

  private Registry registry() {
    return new Registry(jdbi());
  }

  /** 100 draws of equal weight, the first few labelled as violating, the last few not labelled. */
  private void sample(String policy, int violating, int unlabelled) {
    sample(policy, DAY, NOW, violating, unlabelled);
  }

  private void sample(String policy, LocalDate day, Instant now, int violating, int unlabelled) {
    jdbi()
        .useTransaction(handle -> {
          long id =
              handle
                  .createQuery(
                      "insert into measure.sample(policy, day, units, views, seed, author, created)"
                          + " values (?, ?, 1000, 1000, 1, 'test', ?) returning id")
                  .bind(0, policy)
                  .bind(1, day)
                  .bind(2, now.minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
                  .mapTo(Long.class)
                  .one();
          for (int i = 0; i < 100; i++) {
            handle.execute(
                "insert into measure.draw values (?, ?, ?, 1, 0.001, '{\"surface\":\"feed\"}', ?)",
                id,
                i,
                "pin:" + policy + i,
                i >= 100 - unlabelled ? null : (Integer) (i < violating ? 1 : 0));
          }
        });
  }

  private void decision(String entity, String policy, Instant at) {
    jdbi()
        .useTransaction(handle -> {
          long item =
              handle
                  .createQuery(
                      "insert into review.item(entity, policy, queue, language, severity, probability,"
                          + " views, reports, cause, created, rank, state) values (?, ?, 'q', '', 1, 0,"
                          + " 1, 0, 'sample', ?, 0, 'decided') returning id")
                  .bind(0, entity)
                  .bind(1, policy)
                  .bind(2, at.minusSeconds(60).atOffset(ZoneOffset.UTC))
                  .mapTo(Long.class)
                  .one();
          handle.execute(
              "insert into review.verdict(item, token, reviewer, policy, violates, reason, batch, at)"
                  + " values (?, gen_random_uuid(), 'ann', ?, true, 'looked', 'b', ?)",
              item,
              policy,
              at.atOffset(ZoneOffset.UTC));
        });
  }

  private List<Figure> recent(String policy) {
    return registry().newest(Instant.EPOCH).stream()
        .filter(f -> f.policy().equals(policy) && f.metric().equals("prevalence"))
        .filter(f -> f.period().equals(Period.recent(NOW)) && f.slice().isEmpty())
        .toList();
  }

  private List<Outcome> outcomes(String policy) {
    return registry().verify().stream()
        .filter(one -> one.figure().policy().equals(policy))
        .map(Registry.Checked::outcome)
        .distinct()
        .toList();
  }

  @Test
  void publishingAgainChangesNothingAndEveryFigureIsReproduced() {
    sample("same", 4, 0);
    registry().publish(NOW);
    assertThat(registry().publish(NOW)).isZero();
    Figure figure = recent("same").getFirst();
    assertThat(figure.estimate().orElseThrow().value()).isEqualTo(0.04);
    assertThat(figure.dailyViews()).isEqualTo(1_000);
    assertThat(outcomes("same")).containsExactly(Outcome.REPRODUCED);
  }

  private void label(String entity, String policy, String kind, String source, long id) {
    jdbi()
        .useHandle(handle ->
            handle.execute(
                "insert into label(id, entity, policy, kind, source, version, confidence, reason,"
                    + " author, created, time) values (?, ?, ?, ?, ?, '', 1, 'r', 'a', ?, ?)",
                id,
                entity,
                policy,
                kind,
                source,
                NOW.minus(Duration.ofDays(9)).atOffset(ZoneOffset.UTC),
                NOW.minus(Duration.ofDays(9)).atOffset(ZoneOffset.UTC)));
  }

  private double value(String metric, String policy, String slice) {
    return value(metric, policy, slice, NOW);
  }

  private double value(String metric, String policy, String slice, Instant published) {
    return registry().newest(Instant.EPOCH).stream()
        .filter(f -> f.metric().equals(metric) && f.policy().equals(policy))
        .filter(f -> f.slice().equals(slice) && f.period().equals(Period.recent(published)))
        .findFirst()
        .flatMap(Figure::estimate)
        .orElseThrow()
        .value();
  }

  @Test
  void eachMachineIsToldByItselfAndAllOfThemTogether() {
    sample("parts", 10, 0);
    for (int i = 0; i < 6; i++) {
      label("pin:parts" + i, "parts", "RULE", "flood", 1_000 + i);
    }
    label("pin:parts5", "parts", "MODEL", "text", 1_010);
    label("pin:parts6", "parts", "MODEL", "text", 1_011);
    label("pin:parts50", "parts", "MODEL", "text", 1_012);
    registry().publish(NOW);

    assertThat(value("recall", "parts", "")).isEqualTo(0.7);
    assertThat(value("recall", "parts", "source=rule:flood")).isEqualTo(0.6);
    assertThat(value("recall", "parts", "source=model:text")).isEqualTo(0.2);
    assertThat(value("precision", "parts", "")).isEqualTo(7 / 8.0);
    assertThat(value("precision", "parts", "source=rule:flood")).isEqualTo(1);
    assertThat(value("precision", "parts", "source=model:text"))
        .isCloseTo(2 / 3.0, Offset.offset(1e-9));
    assertThat(outcomes("parts")).containsExactly(Outcome.REPRODUCED);
  }

  @Test
  void allPoliciesTogetherAreOneSystemWhoseViewsCountUnderEachPolicy() {
    Instant then = NOW.plus(Duration.ofDays(400));
    LocalDate day = LocalDate.ofInstant(then, ZoneOffset.UTC).minusDays(8);
    sample("one", day, then, 10, 0);
    sample("two", day, then, 30, 0);
    for (int i = 0; i < 6; i++) {
      label("pin:one" + i, "one", "RULE", "flood", 2_000 + i);
    }
    for (int i = 24; i < 36; i++) {
      label("pin:two" + i, "two", "RULE", "flood", 2_000 + i);
    }
    restricted("pin:one0", "one", day);
    restricted("pin:two0", "two", day.plusDays(2));
    restricted("pin:two1", "two", day.minusDays(2));
    registry().publish(then);

    assertThat(value("recall", "one", "", then)).isEqualTo(0.6);
    // of 10 and 30 violating draws 6 and 6 were labelled, of 6 and 12 labelled 6 and 6 violate
    assertThat(value("recall", "", "", then)).isEqualTo(12 / 40.0);
    assertThat(value("precision", "", "", then)).isCloseTo(12 / 18.0, Offset.offset(1e-9));
    assertThat(value("violations", "", "", then)).isCloseTo(0.4, Offset.offset(1e-9));
    // a draw of 100 stands for 10 of the day's 1,000 views
    assertThat(value("views_before_action", "one", "", then)).isCloseTo(10, Offset.offset(1e-9));
    assertThat(value("views_before_action", "", "", then)).isCloseTo(20, Offset.offset(1e-9));
    assertThat(outcomes("one")).containsExactly(Outcome.REPRODUCED);
  }

  @Test
  void labelsThatWereAuditedTellHowOftenEachMachineIsRight() {
    for (int i = 0; i < 12; i++) {
      audited("pin:audited" + i, i < 6 ? "flood" : "terms", 0.5);
      decision("pin:audited" + i, i % 6 < 5 ? "audited" : "other", NOW.minus(Duration.ofDays(7)));
    }
    registry().publish(NOW);

    assertThat(value("audited", "audited", "")).isCloseTo(10 / 12.0, Offset.offset(1e-9));
    assertThat(value("audited", "audited", "source=rule:flood"))
        .isCloseTo(5 / 6.0, Offset.offset(1e-9));
    assertThat(outcomes("audited")).containsExactly(Outcome.REPRODUCED);
  }

  private void audited(String entity, String source, double probability) {
    jdbi()
        .useHandle(handle -> {
          handle.execute(
              "insert into review.audit_day(day, size, draws, seed, author, created)"
                  + " values (?, 6, 12, 1, 'test', ?) on conflict do nothing",
              DAY,
              NOW.minus(Duration.ofDays(8)).atOffset(ZoneOffset.UTC));
          handle.execute(
              "insert into review.audit_draw(day, kind, source, policy, entity, label, population,"
                  + " size, probability, created) values (?, 'RULE', ?, 'audited', ?, 1, 12, 6, ?, ?)",
              DAY,
              source,
              entity,
              probability,
              NOW.minus(Duration.ofDays(8)).atOffset(ZoneOffset.UTC));
        });
  }

  @Test
  void whatWasSeenBeforeItWasRestrictedIsToldApartFromWhatNeverWas() {
    sample("reach", 10, 0);
    for (int i = 0; i < 4; i++) {
      restricted("pin:reach" + i, "reach", DAY.plusDays(i));
    }
    restricted("pin:reach4", "reach", DAY.minusDays(1));
    registry().publish(NOW);

    assertThat(value("seen_before_action", "reach", "")).isEqualTo(0.4);
    assertThat(outcomes("reach")).containsExactly(Outcome.REPRODUCED);
  }

  @Test
  void goldenCasesAreComparedWithWhatComesByMixAndByMeaning() {
    long pin = item("pin:g1", "en");
    item("comment:g2", "de");
    jdbi()
        .useHandle(handle ->
            handle.execute(
                "insert into review.golden(source, broken, why, as_of, author, created)"
                    + " values (?, 'spam', 'w', ?, 'lea', ?)",
                pin,
                DAY.atStartOfDay().atOffset(ZoneOffset.UTC),
                DAY.atStartOfDay().atOffset(ZoneOffset.UTC)));
    AtomicInteger asked = new AtomicInteger();
    GoldenCoverage coverage =
        new GoldenCoverage(
            jdbi(),
            day -> {
              asked.incrementAndGet();
              assertThat(day).isEqualTo(LocalDate.of(2026, 3, 17));
              // the second half is what the first is compared by
              return List.of("rose", "roses", "pills", "tax", "weeds", "loam", "nuts", "bulbs");
            },
            () -> List.of("a rose garden"),
            all ->
                Optional.of(
                    all.stream()
                        .map(text ->
                            text.contains("rose")
                                ? new double[] {3, 0.5}
                                : text.equals("weeds") ? new double[] {0, 1} : new double[] {-1, 2})
                        .toArray(double[][]::new)),
            () -> NOW.minusSeconds(60));
    assertThat(coverage.run()).isFalse();
    assertThat(coverage.run()).isFalse();
    registry().publish(NOW);

    assertThat(asked).as("once a day is enough").hasValue(1);
    // two roses are nearer to the golden case than to the one text drawn beside it, two are not
    assertThat(value("golden_coverage", "", "")).isEqualTo(0.5);
    // Half of what comes is like the golden case: 0.311 bits, worked out by hand.
    assertThat(value("golden_distance", "", "")).isCloseTo(0.558, Offset.offset(0.001));
  }

  private long item(String entity, String language) {
    return jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "insert into review.item(entity, policy, queue, language, severity, probability,"
                        + " views, reports, cause, created, rank, state) values (?, 'spam', 'q', ?,"
                        + " 1, 0, 1, 0, 'report', ?, 0, 'decided') returning id")
                .bind(0, entity)
                .bind(1, language)
                .bind(2, DAY.atStartOfDay().atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .one());
  }

  private void restricted(String entity, String policy, LocalDate day) {
    jdbi()
        .useHandle(handle ->
            handle.execute(
                "insert into review.statement(token, entity, policy, action, label, machine, facts,"
                    + " template, at) values (?, ?, ?, 'remove', 1, true, 'f', 't', ?)",
                "t-" + entity,
                entity,
                policy,
                day.atTime(9, 0).atOffset(ZoneOffset.UTC)));
  }

  @Test
  void aLateLabelRestatesTheFigureAndTheOldOneStillReproduces() {
    sample("late", 4, 2);
    registry().publish(NOW);
    Figure first = recent("late").getFirst();
    double low = first.interval().orElseThrow().low();
    double high = first.interval().orElseThrow().high();
    assertThat(high).isGreaterThan(0.11);
    decision("pin:late98", "late", NOW.plusSeconds(60));

    registry().publish(NOW.plusSeconds(120));

    Figure second = recent("late").getFirst();
    assertThat(second.restates()).contains(first.id());
    assertThat(second.interval().orElseThrow().low()).isGreaterThan(low);
    assertThat(outcomes("late")).containsExactly(Outcome.REPRODUCED);
  }

  @Test
  void aDecisionTakenBackLaterStillCountsForWhatWasPublishedBefore() {
    sample("undone", 0, 1);
    decision("pin:undone99", "undone", NOW.minusSeconds(600));
    registry().publish(NOW);
    assertThat(recent("undone").getFirst().estimate().orElseThrow().value()).isEqualTo(0.01);
    jdbi()
        .useHandle(handle ->
            handle.execute(
                "update review.verdict set undone = ? where policy = 'undone'",
                NOW.plusSeconds(60).atOffset(ZoneOffset.UTC)));
    registry().publish(NOW.plusSeconds(120));
    assertThat(recent("undone").getFirst().estimate().orElseThrow().value()).isZero();
    assertThat(outcomes("undone")).containsExactly(Outcome.REPRODUCED);
  }

  @Test
  void rowsChangedUnderAFigureAreFound() {
    sample("tampered", 4, 0);
    registry().publish(NOW);
    jdbi()
        .useTransaction(handle -> {
          handle.execute("set local session_replication_role = replica");
          handle.execute("update measure.draw set label = 0 where unit = 'pin:tampered0'");
        });
    assertThat(outcomes("tampered")).contains(Outcome.OTHER_ROWS);
  }

  @Test
  void anotherDefinitionStandsBesideTheOld() {
    sample("defined", 4, 0);
    registry().publish(NOW);
    jdbi()
        .useTransaction(handle -> {
          handle.execute(
              "insert into measure.definition values ('prevalence', 'older', 'x', 'x', 'x', ?)",
              NOW.atOffset(ZoneOffset.UTC));
          handle.execute(
              "insert into measure.figure(metric, version, policy, slice, period_from, period_to,"
                  + " value, low, high, labels, effective, daily_views, missing, as_of, inputs)"
                  + " select metric, 'older', policy, slice, period_from, period_to, 0.5, 0, 1, 9, 9, 9,"
                  + " '', as_of, inputs from measure.figure where policy = 'defined' limit 1");
        });
    assertThat(recent("defined")).hasSize(1);
    assertThat(outcomes("defined"))
        .containsExactlyInAnyOrder(Outcome.REPRODUCED, Outcome.OTHER_DEFINITION);
    assertThat(registry().kept())
        .filteredOn(kept -> kept.metric().equals("prevalence"))
        .extracting(Registry.Kept::version)
        .contains("older", recent("defined").getFirst().version());
  }

  @Test
  void theChainOfWhatWasRestatedIsKeptAndOtherDefinitionsStandBesideIt() {
    sample("chained", 4, 1);
    registry().publish(NOW);
    long first = recent("chained").getFirst().id();
    decision("pin:chained99", "chained", NOW.plusSeconds(60));
    registry().publish(NOW.plusSeconds(120));
    jdbi()
        .useTransaction(handle -> {
          handle.execute(
              "insert into measure.definition values ('prevalence', 'before', 'x', 'x', 'x', ?)",
              NOW.atOffset(ZoneOffset.UTC));
          handle.execute(
              "insert into measure.figure(metric, version, policy, slice, period_from, period_to,"
                  + " value, low, high, labels, effective, daily_views, missing, as_of, inputs)"
                  + " select metric, 'before', policy, slice, period_from, period_to, 0.5, 0, 1, 9, 9, 9,"
                  + " '', as_of, inputs from measure.figure where id = ?",
              first);
        });
    Registry.History history = registry().history(first).orElseThrow();
    assertThat(history.chain()).hasSize(2);
    assertThat(history.chain().getFirst().id()).isEqualTo(first);
    assertThat(history.chain().getLast().restates()).contains(first);
    assertThat(history.beside()).extracting(Figure::version).containsExactly("before");
    assertThat(registry().history(-1)).isEmpty();
  }

  @Test
  void aDefinitionChangedUnderItsVersionIsFound() {
    sample("redefined", 4, 0);
    registry().publish(NOW);
    assertThat(outcomes("redefined")).containsExactly(Outcome.REPRODUCED);
    String version = recent("redefined").getFirst().version();
    jdbi()
        .useTransaction(handle -> {
          handle.execute("set local session_replication_role = replica");
          handle.execute(
              "update measure.definition set query = query || ' ' where version = ?", version);
        });
    assertThat(outcomes("redefined")).contains(Outcome.OTHER_DEFINITION);
    jdbi()
        .useTransaction(handle -> {
          handle.execute("set local session_replication_role = replica");
          handle.execute(
              "update measure.definition set query = rtrim(query, ' ') where version = ?", version);
        });
    assertThat(outcomes("redefined")).containsExactly(Outcome.REPRODUCED);
  }

  /** Every metric there is, from the query and the code whose hash it carries. */
  @Test
  void everyFigureOfEveryMetricIsReproducedFromItsDefinition() {
    sample("everything", 4, 2);
    decision("pin:everything98", "everything", NOW.minusSeconds(90));
    decision("pin:everything99", "everything", NOW.minusSeconds(80));
    registry().publish(NOW);
    decision("pin:everything3", "everything", NOW.plusSeconds(60));
    registry().publish(NOW.plusSeconds(120));
    List<Registry.Checked> all = registry().verify();
    // Other tests put rows under the days that figures of all policies tell of; those are restated.
    Set<Long> restated =
        all.stream().flatMap(one -> one.figure().restates().stream()).collect(Collectors.toSet());
    List<Registry.Checked> own =
        all.stream()
            .filter(one -> List.of("everything", "").contains(one.figure().policy()))
            .filter(one -> !restated.contains(one.figure().id()))
            .toList();
    assertThat(own)
        .filteredOn(one -> one.outcome() != Outcome.REPRODUCED)
        .as("figures that are not reproduced")
        .isEmpty();
    assertThat(own)
        .extracting(one -> one.figure().metric())
        .contains("prevalence", "recall", "precision", "taken_again", "cases_decided", "waiting");
  }

  @Test
  void publishedFiguresCannotBeChanged() {
    sample("kept", 4, 0);
    registry().publish(NOW);
    assertThatThrownBy(
            () -> jdbi().useHandle(h -> h.execute("update measure.figure set value = 0")))
        .hasMessageContaining("append-only");
  }
}
