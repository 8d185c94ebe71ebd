package io.hedgerow.models.encoder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Texts that wait for a worker. The oldest is served first, with others of nearly its length, so no
 * length starves. Safe for use by many threads.
 */
final class WaitingTexts {

  /** A text, and the caller's answer. */
  record Text(int[] tokens, long number, CompletableFuture<Embedding> answer) {}

  private final int batch;
  private final int workers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final TreeMap<Integer, ArrayDeque<Text>> byLength = new TreeMap<>();
  private int alone;
  private long count;
  private boolean closed;

  /**
   * @param batch how many run together at most
   * @param workers how many take; one leaves the others their share, so that few texts run side by
   *     side and not behind each other
   */
  WaitingTexts(int batch, int workers) {
    if (batch < 1 || workers < 1) {
      throw new IllegalArgumentException(
          "batch and workers must be at least 1, were %d and %d".formatted(batch, workers));
    }
    this.batch = batch;
    this.workers = workers;
  }

  CompletableFuture<Embedding> add(int[] tokens) {
    CompletableFuture<Embedding> answer = new CompletableFuture<>();
    lock.lock();
    try {
      refuseWhenClosed();
      byLength
          .computeIfAbsent(tokens.length, _ -> new ArrayDeque<>())
          .add(new Text(tokens, count++, answer));
      alone++;
      arrived.signal();
    } finally {
      lock.unlock();
    }
    return answer;
  }

  private void refuseWhenClosed() {
    if (closed) {
      throw new IllegalStateException("the encoder is closed");
    }
  }

  /** Waits for texts and takes a batch; empty once closed and all were taken. */
  List<Text> take() {
    lock.lock();
    try {
      while (byLength.isEmpty() && !closed) {
        arrived.awaitUninterruptibly();
      }
      Text oldest = oldest();
      return oldest == null ? List.of() : fill(oldest.tokens().length);
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Text oldest() {
    Text oldest = null;
    for (ArrayDeque<Text> queue : byLength.values()) {
      Text first = queue.element();
      oldest = oldest == null || first.number() < oldest.number() ? first : oldest;
    }
    return oldest;
  }

  /** The oldest text's own length first, then the nearest one, shorter or longer. */
  private List<Text> fill(int length) {
    List<Text> taken = new ArrayList<>(batch);
    Batch together = new Batch(Math.min(batch, Math.ceilDiv(alone, workers)));
    drain(length, together, taken);
    Integer shorter = byLength.lowerKey(length);
    Integer longer = byLength.higherKey(length);
    while (shorter != null || longer != null) {
      boolean down = longer == null || shorter != null && length - shorter <= longer - length;
      int next = down ? shorter : longer;
      if (!drain(next, together, taken)) {
        break;
      }
      if (down) {
        shorter = byLength.lowerKey(next);
      } else {
        longer = byLength.higherKey(next);
      }
    }
    alone -= taken.size();
    return taken;
  }

  /** Takes what fits; whether that was the whole queue. */
  private boolean drain(int length, Batch together, List<Text> taken) {
    ArrayDeque<Text> queue = byLength.getOrDefault(length, new ArrayDeque<>());
    while (!queue.isEmpty() && together.accepts(length)) {
      taken.add(queue.remove());
    }
    if (queue.isEmpty()) {
      byLength.remove(length);
    }
    return queue.isEmpty();
  }
}
