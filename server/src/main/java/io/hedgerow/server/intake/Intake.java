package io.hedgerow.server.intake;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.Engine;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventJson;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.settings.ServerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The one way in. Any thread hands events over; the {@link EngineLoop} decides them in the order
 * they came, and the {@link Committer} answers each only after its commit. Room is limited: what
 * does not fit is refused at once and whole, so that nothing half-accepted is lost. Thread-safe.
 */
public final class Intake implements AutoCloseable {
  private static final Duration COME_AGAIN = Duration.ofSeconds(1);

  private final Consumer<Event> arriving;
  private final int room;
  private final Duration drain;
  private final Semaphore free;
  private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final EngineLoop loop;
  private final Committer committer;
  private final Snapshots snapshots;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param engine with the counters of everything committed so far; belongs to the intake from now
   *     on
   * @param arriving told of every accepted event before it waits, on the caller's thread
   */
  public Intake(
      Ledger ledger,
      LedgerReader reader,
      Engine engine,
      ServerSettings settings,
      IntakeMetrics metrics,
      Consumer<Event> arriving,
      Runnable afterCommit) {
    this.arriving = arriving;
    room = settings.queue();
    drain = settings.drain();
    free = new Semaphore(room);
    snapshots = new Snapshots(CounterRecovery.folder(settings));
    committer =
        new Committer(
            ledger,
            reader.lastSequence(),
            snapshots,
            new EventLog(settings.logEvents()),
            metrics,
            afterCommit);
    loop =
        new EngineLoop(
            new Gathering(queue, this::waiting, settings.batch()),
            engine,
            ledger,
            reader,
            committer,
            settings,
            metrics);
    metrics.watch(this::waiting);
  }

  public void start() {
    committer.start();
    loop.start();
  }

  /** The pack that decides now; only its outline may be looked at, as it runs meanwhile. */
  public CompiledPack running() {
    return loop.running();
  }

  /** Takes one event. */
  public CompletableFuture<Answer> submit(Event event) {
    return submit(List.of(event)).getFirst();
  }

  /**
   * Takes events, in this order and all or none.
   *
   * @throws Refusal 503 when there is no room now, 413 when there never will be
   */
  public List<CompletableFuture<Answer>> submit(List<Event> events) {
    if (events.size() > room) {
      throw Refusal.of(
          ProblemType.TOO_LARGE, "a batch may have " + room + " events, was " + events.size());
    }
    if (closed.get() || !free.tryAcquire(events.size())) {
      throw Refusal.later(
          ProblemType.UNAVAILABLE,
          closed.get() ? "the server is stopping" : "the queue of " + room + " events is full",
          COME_AGAIN);
    }
    return events.stream().map(this::enqueue).toList();
  }

  private CompletableFuture<Answer> enqueue(Event event) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    answer.whenComplete((_, _) -> free.release());
    arriving.accept(event);
    queue.add(
        new Work.Decide(
            new Submission(event, EventJson.contentHash(event), System.nanoTime(), answer)));
    return answer;
  }

  /**
   * Changes the pack between two events. Counters whose definition is unchanged go on counting.
   *
   * @param keep stores the activation; run once everything decided under the old pack is committed
   * @return done when the activation is kept
   */
  public CompletableFuture<Void> change(CompiledPack pack, Runnable keep) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    queue.add(new Work.Change(pack, keep, done));
    return done;
  }

  /**
   * The newest snapshot of the counters.
   *
   * @param sequence of the last decision in it
   */
  public record Kept(long sequence, Instant at) {}

  /** Empty before the first. */
  public Optional<Kept> newestSnapshot() {
    return snapshots.newest();
  }

  /** Events accepted and not yet answered. */
  public int waiting() {
    return room - free.availablePermits();
  }

  /** True when the last commit went through, or none was needed. */
  public boolean committing() {
    return committer.healthy();
  }

  /** False once the engine thread has ended, for whatever reason. */
  public boolean deciding() {
    return loop.alive();
  }

  /** Refuses new events, waits for those accepted, keeps the counters. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    queue.add(new Work.Stop());
    try {
      loop.join(drain);
      committer.stop(drain);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    for (Work work = queue.poll(); work != null; work = queue.poll()) {
      work.abandon();
    }
  }

  /** What the engine thread can be asked to do. */
  sealed interface Work {
    record Decide(Submission submission) implements Work {}

    record Change(CompiledPack pack, Runnable keep, CompletableFuture<Void> done) implements Work {}

    record Stop() implements Work {}

    /** Answers whoever waits for work that will not be done. */
    default void abandon() {
      switch (this) {
        case Decide(Submission submission) -> submission.answer().complete(new Answer.Stopped());
        case Change change -> change.done().completeExceptionally(stopping());
        case Stop _ -> {}
      }
    }

    private static Refusal stopping() {
      return Refusal.later(ProblemType.UNAVAILABLE, "the server is stopping", COME_AGAIN);
    }
  }
}
