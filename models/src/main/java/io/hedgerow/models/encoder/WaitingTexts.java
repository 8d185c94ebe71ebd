package io.hedgerow.models.encoder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Texts that wait for a worker. The oldest is served first, with others of nearly its length, so no
 * length starves. Safe for use by many threads.
 */
final class WaitingTexts {

  /** A text, and the caller's answer. */
  record Text(int[] tokens, long number, CompletableFuture<Embedding> answer) {}

  private final int batch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final TreeMap<Integer, ArrayDeque<Text>> byLength = new TreeMap<>();
  private long count;
  private boolean closed;

  WaitingTexts(int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1, was " + batch);
    }
    this.batch = batch;
  }

  CompletableFuture<Embedding> add(int[] tokens) {
    CompletableFuture<Embedding> answer = new CompletableFuture<>();
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the encoder is closed");
      }
      byLength
          .computeIfAbsent(tokens.length, _ -> new ArrayDeque<>())
          .add(new Text(tokens, count++, answer));
      arrived.signal();
    } finally {
      lock.unlock();
    }
    return answer;
  }

  /** Waits for texts and takes a batch; empty once closed and all were taken. */
  List<Text> take() {
    lock.lock();
    try {
      while (byLength.isEmpty() && !closed) {
        arrived.awaitUninterruptibly();
      }
      return byLength.isEmpty() ? List.of() : fill(lengthOfOldest());
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

  private int lengthOfOldest() {
    int length = 0;
    long oldest = Long.MAX_VALUE;
    for (Map.Entry<Integer, ArrayDeque<Text>> queue : byLength.entrySet()) {
      long number = queue.getValue().element().number();
      if (number < oldest) {
        oldest = number;
        length = queue.getKey();
      }
    }
    return length;
  }

  /** The oldest text's own length first, then the nearest one, shorter or longer. */
  private List<Text> fill(int length) {
    List<Text> taken = new ArrayList<>(batch);
    Batch together = new Batch(batch);
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
