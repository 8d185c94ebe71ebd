package io.hedgerow.server.judge;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges draws and chooses second looks every few seconds. */
public final class AuditFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditFollower.class);
  private static final Duration STEP = Duration.ofSeconds(5);

  private final Optional<SampleJudge> judge;
  private final SecondLooks looks;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("audits").unstarted(this::run);

  public AuditFollower(Optional<SampleJudge> judge, SecondLooks looks) {
    this.judge = judge;
    this.looks = looks;
  }

  public void start() {
    thread.start();
  }

  /** How the judge stands; empty when none is set up. */
  public Optional<SampleJudge.Standing> standing() {
    return judge.map(SampleJudge::standing);
  }

  private void run() {
    try {
      while (!stopped.await(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
        step();
      }
    } catch (InterruptedException _) {
      // nobody interrupts it; close() counts the latch down
    }
  }

  private void step() {
    try {
      judge.ifPresent(SampleJudge::step);
      boolean more = true;
      while (more && stopped.getCount() > 0) {
        more = looks.step();
      }
    } catch (RuntimeException failure) {
      LOG.warn("draws are judged again in a moment: {}", failure.getMessage());
    }
  }

  /** Never interrupts: that would break the database connection under its feet. */
  @Override
  public void close() throws InterruptedException {
    stopped.countDown();
    judge.ifPresent(SampleJudge::close);
    thread.join(Duration.ofSeconds(20));
  }
}
