package io.hedgerow.models.encoder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Texts that wait for a worker, in queues by length. The queue whose first text is oldest is served
 * first, so no length starves. Safe for use by many threads.
 */
final class WaitingTexts {
  /** Texts of 1 to 8 tokens wait together, of 9 to 16, and so on; the last queue has the rest. */
  private static final int BUCKET = 8;

  private static final int BUCKETS = 32;

  /** A text, and the caller's answer. */
  record Text(int[] tokens, long number, CompletableFuture<Embedding> answer) {}

  private final int batch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final List<ArrayDeque<Text>> buckets = new ArrayList<>();
  private long count;
  private boolean closed;

  WaitingTexts(int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1, was " + batch);
    }
    this.batch = batch;
    for (int i = 0; i < BUCKETS; i++) {
      buckets.add(new ArrayDeque<>());
    }
  }

  CompletableFuture<Embedding> add(int[] tokens) {
    CompletableFuture<Embedding> answer = new CompletableFuture<>();
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the encoder is closed");
      }
      buckets.get(bucket(tokens.length)).add(new Text(tokens, count++, answer));
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
      int oldest = oldest();
      while (oldest < 0 && !closed) {
        arrived.awaitUninterruptibly();
        oldest = oldest();
      }
      return oldest < 0 ? List.of() : fill(oldest);
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

  private static int bucket(int tokens) {
    return Math.min(BUCKETS - 1, (tokens - 1) / BUCKET);
  }

  private int oldest() {
    int oldest = -1;
    long number = Long.MAX_VALUE;
    for (int i = 0; i < BUCKETS; i++) {
      Text first = buckets.get(i).peek();
      if (first != null && first.number() < number) {
        oldest = i;
        number = first.number();
      }
    }
    return oldest;
  }

  /** The oldest text's own queue first, then shorter ones, then the next longer one. */
  private List<Text> fill(int oldest) {
    List<Text> taken = new ArrayList<>(batch);
    drain(oldest, taken);
    if (oldest > 0) {
      drain(oldest - 1, taken);
    }
    if (oldest + 1 < BUCKETS) {
      drain(oldest + 1, taken);
    }
    return taken;
  }

  private void drain(int bucket, List<Text> taken) {
    ArrayDeque<Text> queue = buckets.get(bucket);
    while (taken.size() < batch && !queue.isEmpty()) {
      taken.add(queue.remove());
    }
  }
}
