package io.hedgerow.measurement.sampling;

import io.hedgerow.measurement.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A one-pass sample with replacement, with probability proportional to size.
 *
 * <p>Each of the {@code size} draws is a reservoir of one: a unit of weight w takes it with
 * probability w / W, W the weight seen so far, so that in the end every draw is an independent pick
 * with probability weight / total (Chao, "A General Purpose Unequal Probability Sampling Plan",
 * Biometrika 69, 1982, for one unit). Geometric skips visit only the draws that change. Not
 * thread-safe.
 */
public final class ReplacementSample<T> {
  private record Kept<T>(T unit, double weight) {}

  private final List<@Nullable Kept<T>> kept;
  private final RandomGenerator random;
  private double total;

  public ReplacementSample(int size, RandomGenerator random) {
    Refusal.unlessAtLeast("size", size, 1);
    this.kept = new ArrayList<>(Collections.nCopies(size, null));
    this.random = random;
  }

  /** Offers a unit; weight zero means that it can never be drawn. */
  public void offer(T unit, double weight) {
    offerLazily(() -> unit, weight);
  }

  /** Offers a unit that is only made when a draw takes it for now. */
  public void offerLazily(Supplier<? extends T> unit, double weight) {
    if (weight == 0) {
      return;
    }
    Refusal.unlessPositive("weight", weight);
    total += weight;
    double share = weight / total;
    double at = skip(share);
    if (at < kept.size()) {
      Kept<T> offered = new Kept<>(unit.get(), weight);
      for (; at < kept.size(); at += 1 + skip(share)) {
        kept.set((int) at, offered);
      }
    }
  }

  /** The draws, each with its single-draw probability; empty when nothing was offered. */
  public List<Draw<T>> draws() {
    List<Draw<T>> draws = new ArrayList<>();
    for (Kept<T> one : kept) {
      if (one != null) {
        draws.add(new Draw<>(one.unit(), one.weight() / total));
      }
    }
    return List.copyOf(draws);
  }

  private double skip(double share) {
    return share >= 1 ? 0 : Math.floor(Math.log(1 - random.nextDouble()) / Math.log1p(-share));
  }
}
