package io.hedgerow.server.image;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/**
 * Asks again while the database is away for a moment: to say that a picture is unknown would be to
 * decide without it.
 */
public final class Patience {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  private static final int TRIES = 50;

  private Patience() {}

  /**
   * What the question is answered.
   *
   * @throws JdbiException if it is not answered within five seconds, or the thread is interrupted
   */
  public static <T> T ask(Supplier<T> question) {
    for (int left = TRIES; ; left--) {
      try {
        return question.get();
      } catch (JdbiException away) {
        if (left == 0 || Thread.currentThread().isInterrupted()) {
          throw away;
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }
}
