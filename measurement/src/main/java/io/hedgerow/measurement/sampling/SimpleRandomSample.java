package io.hedgerow.measurement.sampling;

import io.hedgerow.measurement.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A one-pass simple random sample without replacement.
 *
 * <p>Source: Vitter, "Random Sampling with a Reservoir", ACM Transactions on Mathematical Software
 * 11(1), 1985, algorithm R. Not thread-safe.
 */
public final class SimpleRandomSample<T> {
  private final int size;
  private final RandomGenerator random;
  private final List<T> kept = new ArrayList<>();
  private long seen;

  public SimpleRandomSample(int size, RandomGenerator random) {
    Refusal.unlessAtLeast("size", size, 1);
    this.size = size;
    this.random = random;
  }

  public void offer(T unit) {
    offerLazily(() -> unit);
  }

  /** Offers a unit that is only made when it stays for now. */
  public void offerLazily(Supplier<? extends T> unit) {
    seen++;
    if (kept.size() < size) {
      kept.add(unit.get());
      return;
    }
    long place = random.nextLong(seen);
    if (place < size) {
      kept.set((int) place, unit.get());
    }
  }

  /** The sample, each unit with probability size / population. */
  public List<Draw<T>> draws() {
    double probability = Math.min(1, (double) size / seen);
    return kept.stream().map(unit -> new Draw<>(unit, probability)).toList();
  }
}
