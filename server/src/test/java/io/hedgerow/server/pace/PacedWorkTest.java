package io.hedgerow.server.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PacedWorkTest {
  private static final Duration NEVER = Duration.ofDays(1);

  private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

  @Test
  void goesOnAtOnceWhileThereIsMoreAndPausesAfterwards() throws InterruptedException {
    AtomicInteger steps = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    try (PacedWork work =
        new PacedWork(
            "pages",
            NEVER,
            () -> {
              three.countDown();
              return steps.incrementAndGet() < 3;
            },
            told::add)) {
      work.start();
      three.await();
    }
    assertThat(steps).hasValue(3);
    assertThat(told).isEmpty();
  }

  @Test
  void mayBeginWithAPauseAndThenDoesNothingUntilItIsOver() throws InterruptedException {
    AtomicInteger early = new AtomicInteger();
    try (PacedWork work =
        new PacedWork(
            "canaries",
            NEVER,
            () -> {
              early.incrementAndGet();
              return false;
            },
            told::add)) {
      work.startAfterPause();
    }
    assertThat(early).hasValue(0);
    CountDownLatch late = new CountDownLatch(1);
    try (PacedWork work =
        new PacedWork(
            "canaries",
            Duration.ofMillis(1),
            () -> {
              late.countDown();
              return false;
            },
            told::add)) {
      work.startAfterPause();
      late.await();
    }
    assertThat(told).isEmpty();
  }

  @Test
  void triesAgainAfterAFailureAndTellsItsCauseWithoutWhatTheQueryHeld()
      throws InterruptedException {
    SQLException cause = new SQLException("ERROR: deadlock detected\nDetail: someone's words");
    AtomicInteger steps = new AtomicInteger();
    CountDownLatch again = new CountDownLatch(1);
    try (PacedWork work =
        new PacedWork(
            "cases",
            Duration.ofMillis(1),
            () -> {
              if (steps.incrementAndGet() == 1) {
                throw new IllegalStateException("insert into t values ('someone's words')", cause);
              }
              again.countDown();
              return false;
            },
            told::add)) {
      work.start();
      again.await();
    }
    assertThat(List.copyOf(told))
        .containsExactly("cases will be tried again: SQLException: ERROR: deadlock detected");
  }

  @Test
  void closingLetsAStepComeToItsEndUninterruptedAndStartsNoOther() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    AtomicReference<PacedWork> work = new AtomicReference<>();
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger finished = new AtomicInteger();
    AtomicBoolean interrupted = new AtomicBoolean();
    work.set(
        new PacedWork(
            "bulk actions",
            Duration.ZERO,
            () -> {
              begun.incrementAndGet();
              inside.countDown();
              while (!Objects.requireNonNull(work.get()).stopping()) {
                Thread.onSpinWait();
              }
              interrupted.set(Thread.currentThread().isInterrupted());
              finished.incrementAndGet();
              return true;
            },
            told::add));
    PacedWork running = Objects.requireNonNull(work.get());
    running.start();
    inside.await();
    running.close();

    assertThat(begun).hasValue(1);
    assertThat(finished).hasValue(1);
    assertThat(interrupted).isFalse();
  }

  @Test
  void whatWasNeverStartedClosesAtOnce() throws InterruptedException {
    new PacedWork("nothing", NEVER, () -> true, told::add).close();
    assertThat(told).isEmpty();
  }
}
