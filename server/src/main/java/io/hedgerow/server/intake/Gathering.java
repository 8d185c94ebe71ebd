package io.hedgerow.server.intake;

import io.hedgerow.server.intake.Intake.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * Forms the engine's batches. A commit costs the database the same work for one event as for ten,
 * so events that come close together share one: a batch starts a little after the one before, the
 * more so the more callers wait. A lone caller, and a first event after a pause, never wait.
 *
 * <p>Used by the engine thread alone.
 */
final class Gathering {
  /**
   * At 1,000 events/s one by one the database made 760 commits/s and was busy with nothing else; 4
   * ms make that at most 250 and leave the rest of the machine to the callers.
   */
  private static final Duration LONGEST = Duration.ofMillis(4);

  private static final long NANOS_EACH = 1_000_000;

  private final LinkedBlockingQueue<Work> queue;
  private final IntSupplier waiting;
  private final int most;
  private long last = System.nanoTime();

  /**
   * @param waiting how many events are accepted and not yet answered
   * @param most events in one batch
   */
  Gathering(LinkedBlockingQueue<Work> queue, IntSupplier waiting, int most) {
    this.queue = queue;
    this.waiting = waiting;
    this.most = most;
  }

  /** The next batch, in the order it came; empty when nothing came for that long. */
  List<Work> next(Duration patience) throws InterruptedException {
    List<Work> batch = new ArrayList<>();
    Work first = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      return batch;
    }
    pause();
    last = System.nanoTime();
    batch.add(first);
    queue.drainTo(batch, most - 1);
    return batch;
  }

  private void pause() {
    long apart = Math.min(LONGEST.toNanos(), (waiting.getAsInt() - 1) * NANOS_EACH);
    long rest = last + apart - System.nanoTime();
    if (rest > 0 && queue.size() < most) {
      LockSupport.parkNanos(this, rest);
    }
  }
}
