package io.hedgerow.server.intake;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.Engine;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.ledger.Decided;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.server.intake.Batch.Pending;
import io.hedgerow.server.intake.Intake.Work;
import io.hedgerow.server.settings.ServerSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that evaluates. It takes what waits as a batch, answers repeats with the decision
 * they got before, decides the rest in the order it came, and hands them to the committer; while
 * that commits, it decides the next batch.
 */
final class EngineLoop {
  private static final Logger LOG = LoggerFactory.getLogger(EngineLoop.class);
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Gathering gathering;
  private final Ledger ledger;
  private final LedgerReader reader;
  private final Committer committer;
  private final long snapshotNanos;
  private final IntakeMetrics metrics;
  private final Thread thread;

  private volatile CompiledPack running;

  // Owned by the engine thread.
  private Engine engine;
  private long lastSnapshot = System.nanoTime();
  private boolean counted;
  private List<Long> visible = List.of();

  EngineLoop(
      Gathering gathering,
      Engine engine,
      Ledger ledger,
      LedgerReader reader,
      Committer committer,
      ServerSettings settings,
      IntakeMetrics metrics) {
    this.gathering = gathering;
    this.engine = engine;
    this.running = engine.pack();
    this.ledger = ledger;
    this.reader = reader;
    this.committer = committer;
    this.snapshotNanos = settings.snapshotEvery().toNanos();
    this.metrics = metrics;
    this.thread = Thread.ofPlatform().name("engine").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void join(Duration patience) throws InterruptedException {
    if (!thread.join(patience)) {
      thread.interrupt();
    }
  }

  boolean alive() {
    return thread.isAlive();
  }

  /** What decides now; it is the engine thread's, and others may only look at its outline. */
  CompiledPack running() {
    return running;
  }

  private void run() {
    metrics.keeps(engine.counterUsage(), engine.trailUsage());
    try {
      while (round(gathering.next(PATIENCE))) {}
    } catch (InterruptedException _) {
      // close() waits no longer; whoever still waits is told by Intake.close
    }
  }

  /** Events up to a change of pack are one batch; false when it is time to stop. */
  private boolean round(List<Work> taken) throws InterruptedException {
    List<Submission> submissions = new ArrayList<>(taken.size());
    for (Work work : taken) {
      switch (work) {
        case Work.Decide(Submission submission) -> submissions.add(submission);
        case Work.Change change -> {
          hand(decide(submissions), Optional.empty(), () -> {});
          submissions.clear();
          change(change);
        }
        case Work.Stop _ -> {
          hand(decide(submissions), counted ? Optional.of(snapshot()) : Optional.empty(), () -> {});
          return false;
        }
      }
    }
    List<Pending> decided = decide(submissions);
    hand(decided, dueSnapshot(), () -> {});
    return true;
  }

  /** The new pack's counters are kept with its activation: a replay starts from there. */
  private void change(Work.Change change) throws InterruptedException {
    engine = engine.withPack(change.pack());
    running = change.pack();
    hand(
        List.of(),
        Optional.of(snapshot()),
        () -> {
          change.keep().run();
          change.done().complete(null);
        });
  }

  private List<Pending> decide(List<Submission> submissions) throws InterruptedException {
    List<Submission> fresh = withoutRepeats(submissions);
    List<Pending> decided = new ArrayList<>(fresh.size());
    for (Submission submission : fresh) {
      decide(submission)
          .ifPresent(pending -> {
            committer.announce(pending);
            decided.add(pending);
            counted = true;
          });
    }
    return decided;
  }

  /**
   * The engine answers every event; should it fail all the same, one event must not end the thread
   * that all others wait for.
   */
  private Optional<Pending> decide(Submission submission) {
    long start = System.nanoTime();
    takeUpLabels();
    try {
      Decision decision = engine.decide(submission.event());
      ledger.labels().decided(decision);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      metrics.decided(decision, took);
      Decided decided = new Decided(submission.event(), decision, visible, Optional.of(took));
      visible = List.of();
      return Optional.of(new Pending(submission, decided));
    } catch (RuntimeException | StackOverflowError failure) {
      LOG.error("the engine failed on event {}", submission.event().key(), failure);
      submission.answer().complete(new Answer.NotKept(failure.getClass().getSimpleName()));
      return Optional.empty();
    }
  }

  /** Labels from outside; should this event come to nothing, they are recorded with the next. */
  private void takeUpLabels() {
    List<Long> more = ledger.labels().takeUp();
    if (!more.isEmpty()) {
      visible = Stream.concat(visible.stream(), more.stream()).toList();
    }
  }

  /** Those seen for the first time; the others join whoever asked first, or get what is kept. */
  private List<Submission> withoutRepeats(List<Submission> submissions)
      throws InterruptedException {
    Map<EventKey, Submission> fresh = new LinkedHashMap<>();
    for (Submission submission : submissions) {
      EventKey key = submission.event().key();
      Optional<Submission> earlier =
          committer.pending(key).or(() -> Optional.ofNullable(fresh.get(key)));
      if (earlier.isPresent()) {
        Repeats.join(submission, earlier.get());
      } else {
        fresh.put(key, submission);
      }
    }
    if (fresh.isEmpty()) {
      return List.of();
    }
    Map<EventKey, StoredDecision> kept =
        committer.untilAnswered(() -> reader.decided(fresh.keySet()));
    List<Submission> unknown = new ArrayList<>(fresh.size());
    fresh.forEach((key, submission) ->
        Optional.ofNullable(kept.get(key))
            .ifPresentOrElse(
                stored -> Repeats.answer(submission, stored), () -> unknown.add(submission)));
    return unknown;
  }

  private void hand(List<Pending> decided, Optional<byte[]> snapshot, Runnable afterwards)
      throws InterruptedException {
    committer.hand(new Batch(decided, snapshot, afterwards));
  }

  private Optional<byte[]> dueSnapshot() {
    if (!counted || System.nanoTime() - lastSnapshot < snapshotNanos) {
      return Optional.empty();
    }
    return Optional.of(snapshot());
  }

  private byte[] snapshot() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    try {
      engine.snapshot(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    metrics.keeps(engine.counterUsage(), engine.trailUsage());
    lastSnapshot = System.nanoTime();
    counted = false;
    return bytes.toByteArray();
  }
}
