package io.hedgerow.measurement.sampling;

import io.hedgerow.measurement.Refusal;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A one-pass sample without replacement, with probability proportional to size.
 *
 * <p>Each unit gets the priority {@code weight / u}, u uniform in (0, 1]; the {@code size} highest
 * stay, and τ is the highest that does not. Given the others' priorities a unit is in with
 * probability {@code min(1, weight / τ)}, so dividing by that is exactly unbiased, and the
 * estimates of two units are uncorrelated. Source: Duffield, Lund and Thorup, "Priority Sampling
 * for Estimation of Arbitrary Subset Sums", Journal of the ACM 54(6), 2007. The better-known
 * reservoir A-ExpJ (Efraimidis and Spirakis 2006) has no inclusion probabilities in closed form, so
 * its draws could not be weighted honestly.
 *
 * <p>Memory is one entry a kept unit. Not thread-safe.
 */
public final class PrioritySample<T> {
  private record Kept<T>(T unit, double weight, double priority) {}

  private final int size;
  private final RandomGenerator random;
  private final PriorityQueue<Kept<T>> kept;

  public PrioritySample(int size, RandomGenerator random) {
    Refusal.unlessAtLeast("size", size, 1);
    this.size = size;
    this.random = random;
    this.kept = new PriorityQueue<>(size + 2, Comparator.comparingDouble(Kept::priority));
  }

  /** Offers a unit; weight zero means that it can never be drawn. */
  public void offer(T unit, double weight) {
    offerLazily(() -> unit, weight);
  }

  /** Offers a unit that is only made when it stays for now. */
  public void offerLazily(Supplier<? extends T> unit, double weight) {
    if (weight == 0) {
      return;
    }
    Refusal.unlessPositive("weight", weight);
    double priority = weight / (1 - random.nextDouble());
    if (kept.size() > size && priority <= kept.element().priority()) {
      return;
    }
    kept.add(new Kept<>(unit.get(), weight, priority));
    if (kept.size() > size + 1) {
      kept.remove();
    }
  }

  /** The sample so far; every probability is 1 while everything offered still fits. */
  public List<Draw<T>> draws() {
    double threshold = kept.size() > size ? kept.element().priority() : 0;
    return kept.stream()
        .filter(k -> threshold == 0 || k.priority() > threshold)
        .map(k -> new Draw<>(k.unit(), threshold == 0 ? 1 : Math.min(1, k.weight() / threshold)))
        .toList();
  }
}
