package io.hedgerow.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs writes one after the other. When the database goes away it waits for it to come back and
 * runs the write again; a write must therefore find out by its key whether it is already there.
 * Thread-safe.
 */
final class Writer {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final String UNIQUE_VIOLATION = "23505";
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Duration patience;

  /** Fair: commits of decisions and of people's labels take turns in the order they came. */
  private final ReentrantLock turn = new ReentrantLock(true);

  Writer(Jdbi jdbi, InstantSource clock, Duration patience) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * Runs the work in a turn and commits it.
   *
   * @throws LedgerUnreachable when the database stays away for longer than the patience
   */
  <T> T write(Function<Turn, T> work) {
    long deadline = System.nanoTime() + patience.toNanos();
    for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2)) {
      try {
        return inTurn(work);
      } catch (JdbiException failure) {
        if (!passing(failure)) {
          throw failure;
        }
        if (System.nanoTime() > deadline) {
          throw new LedgerUnreachable(patience, failure);
        }
        LOG.warn("database not there, trying again in {} ms: {}", pause, failure.getMessage());
        sleep(pause, failure);
      }
    }
  }

  /**
   * Waits for its turn before it takes a connection: writes that queued for the head row with one
   * connection each left none for those who only read. The row still orders the writes of several
   * processes.
   */
  private <T> T inTurn(Function<Turn, T> work) {
    turn.lock();
    try {
      return jdbi.inTransaction(
          handle -> work.apply(Turn.begin(handle, clock.instant().truncatedTo(ChronoUnit.MICROS))));
    } finally {
      turn.unlock();
    }
  }

  /** Lost connections, shutdowns, restarts, conflicts: trying again can help. */
  private static boolean passing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectionException) {
        return true;
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("40")) {
          return true;
        }
      }
    }
    return false;
  }

  /** True when the write failed on a unique index: something of it was written before. */
  static boolean alreadyThere(JdbiException failure) {
    return failure.getCause() instanceof SQLException sql
        && UNIQUE_VIOLATION.equals(sql.getSQLState());
  }

  private void sleep(long millis, JdbiException failure) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new LedgerUnreachable(patience, failure);
    }
  }
}
