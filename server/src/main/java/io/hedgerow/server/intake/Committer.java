package io.hedgerow.server.intake;

import io.hedgerow.engine.event.EventKey;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.Outcome;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.server.intake.Batch.Pending;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that commits. A batch that fails because the database is away is tried again,
 * whole and in order, until it is in; nothing behind it overtakes. Only then are its senders
 * answered.
 */
final class Committer {
  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
  private static final long FIRST_WAIT_MILLIS = 50;
  private static final long LONGEST_WAIT_MILLIS = 2_000;

  private final ArrayBlockingQueue<Batch> batches = new ArrayBlockingQueue<>(1);
  private final Map<EventKey, Submission> uncommitted = new ConcurrentHashMap<>();
  private final Ledger ledger;
  private final Snapshots snapshots;
  private final EventLog log;
  private final IntakeMetrics metrics;
  private final Runnable afterCommit;
  private final Thread thread = Thread.ofPlatform().name("committer").unstarted(this::run);
  private long lastSequence;
  private volatile boolean healthy = true;
  private volatile boolean stopping;

  Committer(
      Ledger ledger,
      long lastSequence,
      Snapshots snapshots,
      EventLog log,
      IntakeMetrics metrics,
      Runnable afterCommit) {
    this.ledger = ledger;
    this.lastSequence = lastSequence;
    this.snapshots = snapshots;
    this.log = log;
    this.metrics = metrics;
    this.afterCommit = afterCommit;
  }

  void start() {
    thread.start();
  }

  boolean healthy() {
    return healthy;
  }

  /** Who sent that event first, while it is decided and not yet committed. */
  Optional<Submission> pending(EventKey key) {
    return Optional.ofNullable(uncommitted.get(key));
  }

  /** Makes a decided event known as pending. */
  void announce(Pending pending) {
    uncommitted.put(pending.submission().event().key(), pending.submission());
  }

  /** Takes a batch; waits while one is under way and another waits. */
  void hand(Batch batch) throws InterruptedException {
    batches.put(batch);
  }

  /** Finishes what was handed over, within that time; tells the rest that it is too late. */
  void stop(Duration patience) throws InterruptedException {
    stopping = true;
    if (!thread.join(patience)) {
      thread.interrupt();
      thread.join(Duration.ofSeconds(5));
    }
    uncommitted.values().forEach(submission -> submission.answer().complete(new Answer.Stopped()));
  }

  private void run() {
    try {
      while (!(stopping && batches.isEmpty())) {
        Batch batch = batches.poll(100, java.util.concurrent.TimeUnit.MILLISECONDS);
        if (batch != null) {
          commit(batch);
        }
      }
    } catch (InterruptedException _) {
      // stop() waits no longer
    }
  }

  private void commit(Batch batch) throws InterruptedException {
    if (!batch.pending().isEmpty()) {
      keep(batch.pending());
      afterCommit.run();
    }
    batch.snapshot().ifPresent(this::writeSnapshot);
    try {
      untilAnswered(() -> {
        batch.afterwards().run();
        return true;
      });
    } catch (RuntimeException failure) {
      LOG.error("a step after a commit failed", failure);
    }
  }

  private void keep(List<Pending> pending) throws InterruptedException {
    long start = System.nanoTime();
    try {
      List<Outcome> outcomes =
          untilAnswered(() -> ledger.commit(pending.stream().map(Pending::decided).toList()));
      metrics.committed(pending.size(), System.nanoTime() - start);
      for (int i = 0; i < outcomes.size(); i++) {
        answer(pending.get(i), outcomes.get(i));
      }
    } catch (RuntimeException refused) {
      keepWithoutTheRefused(pending, refused);
    }
  }

  /** One row the database will never take must not hold up the rest. */
  private void keepWithoutTheRefused(List<Pending> pending, RuntimeException refused)
      throws InterruptedException {
    if (pending.size() == 1) {
      Submission submission = pending.getFirst().submission();
      LOG.error("the ledger refuses event {}", submission.event().key(), refused);
      uncommitted.remove(submission.event().key());
      submission.answer().complete(new Answer.NotKept(String.valueOf(refused.getMessage())));
      return;
    }
    int half = pending.size() / 2;
    keep(pending.subList(0, half));
    keep(pending.subList(half, pending.size()));
  }

  /** The key leaves the pending map before the answer goes out: from now on the ledger has it. */
  private void answer(Pending pending, Outcome outcome) {
    Submission submission = pending.submission();
    uncommitted.remove(submission.event().key());
    log.decided(pending);
    metrics.answered(System.nanoTime() - submission.submitted());
    switch (outcome) {
      case Outcome.Stored(long sequence) -> {
        lastSequence = Math.max(lastSequence, sequence);
        submission
            .answer()
            .complete(
                new Answer.Decided(
                    submission.event(),
                    pending.decided().decision(),
                    false,
                    pending.decided().took()));
      }
      case Outcome.Repeat(StoredDecision stored) -> Repeats.answer(submission, stored);
      case Outcome.Conflict(StoredDecision stored, String _) -> Repeats.answer(submission, stored);
    }
  }

  /** Asks the database again until it answers; failures that asking again cannot mend come out. */
  <T> T untilAnswered(Supplier<T> question) throws InterruptedException {
    long wait = FIRST_WAIT_MILLIS;
    while (true) {
      try {
        T answer = question.get();
        if (!healthy) {
          LOG.info("the database answers again");
          healthy = true;
        }
        return answer;
      } catch (RuntimeException failure) {
        if (!Outage.isOne(failure)) {
          throw failure;
        }
        if (healthy) {
          LOG.warn("the database is away, trying again until it is back: {}", failure.getMessage());
        }
        healthy = false;
        metrics.retried();
        Thread.sleep(wait);
        wait = Math.min(LONGEST_WAIT_MILLIS, wait * 2);
      }
    }
  }

  private void writeSnapshot(byte[] counters) {
    try {
      snapshots.write(lastSequence, counters);
    } catch (IOException | RuntimeException failure) {
      LOG.warn("counters could not be kept, a restart will replay more: {}", failure.getMessage());
    }
  }
}
