package io.hedgerow.server.pace;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that goes on beside the events on a thread of its own: a step, again at once while there is
 * more, else after a pause. A step that fails is told in the log and tried again after the pause.
 *
 * <p>A platform thread, not a virtual one: a step may compute for tens of milliseconds, and virtual
 * threads are not preempted, so that it would hold one of the few carriers that answer callers.
 */
public final class PacedWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PacedWork.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String name;
  private final Duration pause;
  private final Step step;
  private final Consumer<String> log;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean pausesFirst;

  /** What is done again and again, by one thread. */
  @FunctionalInterface
  public interface Step {
    /**
     * @return true when there may be more to do at once
     */
    boolean run();
  }

  /**
   * @param name of the work, for the log: {@code cases}
   * @param pause between a step that left nothing to do, or failed, and the next
   */
  public PacedWork(String name, Duration pause, Step step) {
    this(name, pause, step, LOG::warn);
  }

  PacedWork(String name, Duration pause, Step step, Consumer<String> log) {
    this.name = name;
    this.pause = pause;
    this.step = step;
    this.log = log;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /** Begins with the first step. */
  public void start() {
    thread.start();
  }

  /** Begins with a pause, so that the start of the server is not held up by the first step. */
  public void startAfterPause() {
    pausesFirst = true;
    thread.start();
  }

  /** True once it was told to stop. */
  boolean stopping() {
    return stopped.getCount() == 0;
  }

  private void run() {
    try {
      boolean goesOn = !pausesFirst || pause();
      while (goesOn) {
        work();
        goesOn = pause();
      }
    } catch (InterruptedException _) {
      // nobody interrupts it; close() counts the latch down
    }
  }

  /** False when it was told to stop meanwhile. */
  private boolean pause() throws InterruptedException {
    return !stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void work() {
    try {
      boolean more = !stopping();
      while (more) {
        more = step.run() && !stopping();
      }
    } catch (RuntimeException failure) {
      log.accept(name + " will be tried again: " + cause(failure));
    }
  }

  /** What the deepest cause says in its first line: the others quote SQL with people's content. */
  private static String cause(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getClass().getSimpleName()
        + ": "
        + String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
  }

  /**
   * Lets the step that runs come to its end. Never interrupts: that would break the database
   * connection under its feet.
   */
  @Override
  public void close() throws InterruptedException {
    stopped.countDown();
    if (thread.isAlive()) {
      thread.join(PATIENCE);
    }
  }
}
