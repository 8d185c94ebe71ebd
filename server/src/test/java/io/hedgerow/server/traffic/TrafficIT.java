package io.hedgerow.server.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.ledger.database.Database;
import io.hedgerow.server.measure.Figure;
import io.hedgerow.server.measure.Registry;
import io.hedgerow.server.webhook.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each test begins with no traffic at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TrafficIT {
  /** A Wednesday, ten minutes past the hour that is judged. */
  private static final Instant NOW = Instant.parse("2026-03-18T00:10:00Z");

  private static final Instant JUDGED = Instant.parse("2026-03-17T23:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private Optional<Database> opened = Optional.empty();
  private Instant now = NOW;

  @BeforeAll
  void open(@TempDir Path folder) {
    opened = Optional.of(Database.embedded(folder.resolve("postgres")));
    opened
        .orElseThrow()
        .migrate("review", "classpath:db/review")
        .migrate("server", "classpath:db/server");
  }

  @AfterAll
  void close() {
    opened.ifPresent(Database::close);
  }

  @BeforeEach
  void begin() {
    now = NOW;
    jdbi()
        .useTransaction(handle -> {
          handle.execute("set local session_replication_role = replica");
          for (String table : List.of("hour", "position", "sample", "look", "drift", "alarm")) {
            handle.execute("delete from server.traffic_" + table);
          }
          handle.execute("delete from measure.figure");
          handle.execute("delete from decision");
          handle.execute("update head set decisions = 0");
        });
  }

  private Jdbi jdbi() {
    return opened.orElseThrow().jdbi();
  }

  private Traffic traffic() {
    return traffic(Texts.NONE);
  }

  private Traffic traffic(Texts texts) {
    return new Traffic(jdbi(), texts, () -> now);
  }

  /** Decisions in order, one for each of these pieces of data. */
  private void decide(Instant time, List<String> data, String signals) {
    jdbi()
        .useTransaction(handle -> {
          long seq = handle.createQuery("select decisions from head").mapTo(Long.class).one();
          SplittableRandom random = new SplittableRandom(seq + 1);
          for (String one : data) {
            seq++;
            String event = "{\"type\":\"pin.created\",\"data\":" + one + "}";
            handle.execute(
                "insert into decision(seq, id, type, verdict, review, time, received, decided, pack,"
                    + " content_hash, event, decision) values (?, ?, 'pin.created', 'allow', false,"
                    + " ?, ?, ?, 'p', '', ?, ?)",
                seq,
                new UUID(random.nextLong(), random.nextLong()),
                time.atOffset(ZoneOffset.UTC),
                time.atOffset(ZoneOffset.UTC),
                time.atOffset(ZoneOffset.UTC),
                event,
                "{\"signals\":" + signals + "}");
          }
          handle.execute("update head set decisions = ?", seq);
        });
  }

  /**
   * Four weeks and a day of two countries by the hour, with what the last hour has of the small
   * one.
   */
  private void history(int smallInTheEnd) {
    jdbi()
        .useTransaction(handle -> {
          SplittableRandom random = new SplittableRandom(7);
          TrafficTable table = new TrafficTable(handle);
          java.util.Map<TrafficTable.Cell, Long> counts = new java.util.HashMap<>();
          for (int back = 0; back <= 29 * 24; back++) {
            Instant hour = JUDGED.minus(HOUR.multipliedBy(back));
            long large = 900 + random.nextInt(200);
            long small = back == 0 ? smallInTheEnd : 1 + random.nextInt(5);
            counts.put(new TrafficTable.Cell("account.signed_up", hour), large + small);
            counts.put(new TrafficTable.Cell("account.signed_up country=DE", hour), large);
            counts.put(new TrafficTable.Cell("account.signed_up country=LU", hour), small);
          }
          table.count(counts);
        });
  }

  @Test
  void decisionsAreCountedOnceByHourAndSlice() {
    decide(JUDGED.plusSeconds(5), List.of("{\"language\":\"de\"}", "{\"language\":\"de\"}"), "{}");
    Traffic traffic = traffic();
    while (traffic.follow()) {
      // until all are counted
    }
    assertThat(traffic.follow()).isFalse();
    List<String> counts =
        jdbi()
            .withHandle(handle ->
                handle
                    .createQuery("select slice || ' ' || count from server.traffic_hour order by 1")
                    .mapTo(String.class)
                    .list());
    assertThat(counts).containsExactly("pin.created 2", "pin.created language=de 2");
  }

  @Test
  void aSpikeInOneCountryIsNamedAndTheTotalIsNot() {
    history(60);
    assertThat(traffic().look())
        .singleElement()
        .satisfies(alarm -> {
          assertThat(alarm.kind()).isEqualTo(TrafficAlarm.Kind.SPIKE);
          assertThat(alarm.name()).isEqualTo("account.signed_up country=LU");
          assertThat(alarm.hour()).isEqualTo(JUDGED);
          assertThat(alarm.observed()).isEqualTo(60);
          assertThat(alarm.most()).isBetween(5.0, 40.0);
        });
    assertThat(traffic().standing().missing()).isEmpty();
    assertThat(traffic().standing().alarms()).singleElement().satisfies(this::isDrawn);
    assertThat(traffic().recent()).isEqualTo(1);
  }

  private void isDrawn(Traffic.Seen seen) {
    assertThat(seen.hours().get(Traffic.HOURS_BEFORE)).isEqualTo(60);
  }

  @Test
  void anHourInWhichNobodySignsUpIsOneAlarmAndNotOneForEachCountry() {
    history(3);
    assertThat(traffic().look()).isEmpty();
    now = NOW.plus(HOUR);
    assertThat(traffic().look())
        .singleElement()
        .satisfies(alarm -> {
          assertThat(alarm.kind()).isEqualTo(TrafficAlarm.Kind.FALL);
          assertThat(alarm.name()).isEqualTo("account.signed_up");
          assertThat(alarm.most()).isBetween(700.0, 950.0);
          assertThat(alarm.words()).contains("only 0 in the hour", "at least");
        });
    assertThat(traffic().standing().alarms().getFirst().hours()).isNotEmpty();
  }

  @Test
  void usualHoursRaiseNothing() {
    history(3);
    assertThat(traffic().look()).isEmpty();
  }

  @Test
  void webhooksHearOfAnAlarmOnceWhileItLasts() {
    history(60);
    traffic().look();
    jdbi()
        .useTransaction(handle ->
            new TrafficTable(handle)
                .count(
                    java.util.Map.of(
                        new TrafficTable.Cell("account.signed_up", JUDGED.plus(HOUR)), 1_070L,
                        new TrafficTable.Cell("account.signed_up country=DE", JUDGED.plus(HOUR)),
                            1_000L,
                        new TrafficTable.Cell("account.signed_up country=LU", JUDGED.plus(HOUR)),
                            70L)));
    now = NOW.plus(HOUR);
    assertThat(traffic().look()).isEmpty();
    assertThat(traffic().after(0, 10))
        .extracting(Change::body)
        .singleElement()
        .satisfies(body ->
            assertThat(body)
                .contains("traffic.moved", "\"name\":\"account.signed_up country=LU\"", "spike"));
    assertThat(traffic().newest()).isPositive();
  }

  @Test
  void withoutAWeekOfTrafficNothingIsJudgedAndItSaysSo() {
    decide(JUDGED.minus(Duration.ofDays(2)), List.of("{}"), "{}");
    traffic().follow();
    assertThat(traffic().look()).isEmpty();
    assertThat(traffic().standing().missing()).isEqualTo("7 days of traffic, there are 2");
    assertThat(figure("spikes")).isEmpty();
  }

  @Test
  void anHourIsJudgedOnceAndMissedOnesAreCaughtUpWith() {
    history(3);
    traffic().look();
    assertThat(traffic().look()).isEmpty();
    now = NOW.plus(HOUR.multipliedBy(5));
    traffic().look();
    long looks =
        jdbi()
            .withHandle(handle ->
                handle
                    .createQuery("select count(*) from server.traffic_look")
                    .mapTo(Long.class)
                    .one());
    assertThat(looks).isEqualTo(6);
  }

  /** Two weeks of scores by day, the last of them around another mean. */
  private void scores(double before, double after) {
    SplittableRandom random = new SplittableRandom(3);
    for (int back = 13; back >= 0; back--) {
      Instant day = JUDGED.minus(Duration.ofDays(back));
      double mean = back < 7 ? after : before;
      for (int i = 0; i < 60; i++) {
        double score = Math.clamp(mean + 0.1 * random.nextGaussian(), 0, 1);
        decide(day, List.of("{\"text\":\"a b\"}"), "{\"score.spam\":" + score + "}");
      }
    }
    Traffic traffic = traffic();
    while (traffic.follow()) {
      // until all are counted
    }
  }

  @Test
  void scoresThatMovedAreAnAlarmAndAFigure() {
    scores(0.2, 0.5);
    assertThat(traffic().look())
        .extracting(TrafficAlarm::kind, TrafficAlarm::name)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(TrafficAlarm.Kind.SCORE, "score.spam"));
    assertThat(traffic().standing().drifts())
        .filteredOn(drift -> drift.name().equals("score.spam"))
        .singleElement()
        .satisfies(drift -> {
          assertThat(drift.moved()).isTrue();
          assertThat(drift.before()).isEqualTo(420);
          assertThat(drift.ks().orElseThrow()).isGreaterThan(0.7);
        });
    assertThat(figure("drifts").orElseThrow().estimate().orElseThrow().value()).isEqualTo(1);
  }

  @Test
  void steadyScoresAreSaidToBeSteady() {
    scores(0.4, 0.4);
    assertThat(traffic().look()).isEmpty();
    assertThat(traffic().standing().drifts())
        .filteredOn(drift -> drift.kind() == TrafficAlarm.Kind.SCORE)
        .singleElement()
        .matches(drift -> !drift.moved());
  }

  @Test
  void textsThatMeanSomethingElseAreNoticedWhereTheyCanBeEmbedded() {
    scores(0.4, 0.4);
    int[] asked = new int[1];
    Texts moved =
        texts -> {
          asked[0]++;
          SplittableRandom random = new SplittableRandom(1);
          double[][] vectors = new double[texts.size()][];
          for (int i = 0; i < vectors.length; i++) {
            double centre = i < vectors.length / 2 ? 0 : 1;
            vectors[i] = new double[] {centre + 0.3 * random.nextGaussian(), random.nextGaussian()};
          }
          return Optional.of(vectors);
        };
    assertThat(traffic(moved).look())
        .extracting(TrafficAlarm::kind)
        .containsExactly(TrafficAlarm.Kind.TEXT);
    assertThat(asked[0]).isEqualTo(1);
  }

  @Test
  void aFieldWhoseValuesAreSharedOtherwiseIsNamed() {
    for (int back = 13; back >= 0; back--) {
      Instant day = JUDGED.minus(Duration.ofDays(back));
      String usual = "{\"language\":\"de\"}";
      String other = back < 7 ? "{\"language\":\"lb\"}" : usual;
      decide(day, java.util.Collections.nCopies(40, usual), "{}");
      decide(day, java.util.Collections.nCopies(40, other), "{}");
    }
    Traffic traffic = traffic();
    while (traffic.follow()) {
      // until all are counted
    }
    assertThat(traffic.look()).extracting(TrafficAlarm::name).contains("pin.created language");
  }

  @Test
  void ofADayOnlySoManyValuesAreKeptWhateverComesInWhichOrder() {
    for (int i = 0; i < 3; i++) {
      decide(JUDGED, java.util.Collections.nCopies(500, "{}"), "{\"score.spam\":0.5}");
    }
    Traffic traffic = traffic();
    while (traffic.follow()) {
      // until all are counted
    }
    List<Long> kept = keys("select key from server.traffic_sample order by key");
    List<Long> smallest =
        jdbi()
            .withHandle(
                handle -> handle.createQuery("select id from decision").mapTo(UUID.class).list())
            .stream()
            .map(UUID::getMostSignificantBits)
            .sorted()
            .limit(1_000)
            .toList();
    assertThat(kept).isEqualTo(smallest);
  }

  private List<Long> keys(String sql) {
    return jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).list());
  }

  private Optional<Figure> figure(String metric) {
    Registry registry = new Registry(jdbi());
    registry.publish(now.plus(Duration.ofDays(1)));
    return registry.newest(now).stream().filter(f -> f.metric().equals(metric)).findFirst();
  }
}
