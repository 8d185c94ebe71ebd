package io.hedgerow.measurement.anomaly;

import io.hedgerow.measurement.Refusal;
import java.util.Arrays;
import java.util.List;

/**
 * A narrow part of traffic, such as the sign-ups from one country, with its count in each step.
 *
 * @param name what a person is shown, such as {@code account.signed_up country=LU}
 * @param counts oldest first, without gaps: a step in which nothing happened is a 0
 */
public record Slice(String name, List<Long> counts) {
  public Slice {
    counts = List.copyOf(counts);
    for (long count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException(
            "counts of " + name + " must be at least 0, one was " + count);
      }
    }
  }

  public static Slice of(String name, long... counts) {
    return new Slice(name, Arrays.stream(counts).boxed().toList());
  }

  /** The seasons before the newest step that are whole. */
  int seasons(int period) {
    Refusal.unlessAtLeast("counts of " + name, counts.size(), 1);
    return (counts.size() - 1) / period;
  }

  long newest() {
    return counts.getLast();
  }

  /** The count this many steps before the newest. */
  long before(int steps) {
    return counts.get(counts.size() - 1 - steps);
  }
}
