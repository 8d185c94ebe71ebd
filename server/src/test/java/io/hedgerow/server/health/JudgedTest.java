package io.hedgerow.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.health.State.Level;
import io.hedgerow.server.intake.Intake.Kept;
import io.hedgerow.server.webhook.Webhooks.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JudgedTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration EVERY = Duration.ofMinutes(1);

  @Test
  void aPartThatSaysWhatIsWrongIsWrong() {
    assertThat(Judged.ready("engine", Optional.of("the thread has ended"), "decides", "restart"))
        .isEqualTo(new State("engine", Level.WRONG, "the thread has ended", "restart"));
    assertThat(Judged.ready("engine", Optional.empty(), "decides", "restart"))
        .isEqualTo(new State("engine", Level.FINE, "decides", ""));
  }

  @Test
  void theQueueIsToBeWatchedFromHalfFullAndWrongWhenSendersAreRefused() {
    assertThat(Judged.queue(4_999, 10_000).level()).isEqualTo(Level.FINE);
    assertThat(Judged.queue(5_000, 10_000).level()).isEqualTo(Level.WATCH);
    State full = Judged.queue(9_000, 10_000);
    assertThat(full.level()).isEqualTo(Level.WRONG);
    assertThat(full.says()).isEqualTo("9,000 of 10,000 places taken");
    assertThat(full.todo()).isNotEmpty();
  }

  @Test
  void aDeadLetterIsWrongAndASlowReceiverIsWatched() {
    assertThat(Judged.webhooks(new Backlog(0, Duration.ZERO, 0)).level()).isEqualTo(Level.FINE);
    assertThat(Judged.webhooks(new Backlog(3, Duration.ofMinutes(2), 0)))
        .isEqualTo(
            State.watch(
                "webhooks",
                "3 waiting, the oldest for 2 min; 0 dead letters",
                "a receiver is slow or away; nothing is lost meanwhile"));
    assertThat(Judged.webhooks(new Backlog(0, Duration.ZERO, 1)).level()).isEqualTo(Level.WRONG);
    assertThat(Judged.webhooks(new Backlog(1, Duration.ofHours(2), 0)).level())
        .isEqualTo(Level.WRONG);
  }

  @Test
  void countersAreToBeWatchedOnlyWhenSnapshotsFailWhileDecisionsCome() {
    Optional<Kept> old = Optional.of(new Kept(90, NOW.minus(Duration.ofHours(1))));
    assertThat(Judged.counters(old, 90, EVERY, NOW).level()).isEqualTo(Level.FINE);
    State missed = Judged.counters(old, 100, EVERY, NOW);
    assertThat(missed.level()).isEqualTo(Level.WATCH);
    assertThat(missed.says()).isEqualTo("kept 1 h ago; a restart would replay 10 decisions");
    assertThat(Judged.counters(Optional.empty(), 5, EVERY, NOW).says())
        .isEqualTo("not kept yet; a restart would replay 5 decisions");
  }

  @Test
  void aDiskIsWrongBeforeTheDatabaseStops() {
    long gib = 1L << 30;
    assertThat(Judged.disk(50 * gib, 100 * gib).level()).isEqualTo(Level.FINE);
    assertThat(Judged.disk(9 * gib, 100 * gib).level()).isEqualTo(Level.WATCH);
    assertThat(Judged.disk(gib - 1, 100 * gib).level()).isEqualTo(Level.WRONG);
    assertThat(Judged.disk(9 * gib, 100 * gib).says()).isEqualTo("9.0 GiB of 100.0 GiB free");
  }

  @Test
  void aSlowDatabaseAndParkedLabelsAreWatched() {
    assertThat(Judged.database(Duration.ofMillis(101), 5 << 20).level()).isEqualTo(Level.WATCH);
    assertThat(Judged.database(Duration.ofMillis(7), 5 << 20).says())
        .isEqualTo("answers in 7 ms; has 5.0 MiB");
    assertThat(Judged.quotas(50, 50).says()).isEqualTo("at least 50 parked");
    assertThat(Judged.quotas(0, 50).level()).isEqualTo(Level.FINE);
  }
}
