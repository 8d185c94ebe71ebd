package io.hedgerow.measurement.anomaly;

import io.hedgerow.measurement.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Says of each value of one measured series, as it comes, how surprising it is: a latency, a rate,
 * a mean score; for counts by slice see {@link SeasonalSpikes}.
 *
 * <p>What is expected is the median of the values at the same time of day on up to seven earlier
 * days, one neighbour to each side with them, or of the last ten values while there is no earlier
 * day. How far a value is from that is compared with how far the series strayed before: {@link
 * PeaksOverThreshold}. An alarm stands for an episode, so a value is only surprising when it is
 * more so than all before it within {@code quiet}.
 *
 * <p>Uses the past alone. Time and memory are bounded: seven days or {@code MEMORY} values,
 * whichever is more. Not thread-safe.
 */
public final class Surprises {
  private static final int DAYS = 7;
  private static final int LATEST = 10;

  /** Distances that the tail is fitted to. */
  private static final int MEMORY = 2_000;

  /** Distances that must have been seen before anything is called surprising. */
  private static final int LEAST = 100;

  /** The tail is fitted anew after so many values. */
  private static final int REFIT = 10;

  private static final long DAY = Duration.ofDays(1).toSeconds();

  private final int quiet;
  private long[] times = new long[1_024];
  private double[] values = new double[1_024];
  private double[] distances = new double[1_024];
  private int size;
  private PeaksOverThreshold tail = new PeaksOverThreshold(Double.POSITIVE_INFINITY, 1, 0, 1);
  private final Deque<Peak> recent = new ArrayDeque<>();

  private record Peak(int at, double rarity) {}

  /**
   * A value and what was thought of it.
   *
   * @param expected from the series' past
   * @param rarity minus the decimal logarithm of the chance of straying this far: 3 is one in a
   *     thousand; 0 when it is nothing new
   */
  public record Surprise(Instant time, double value, double expected, double rarity) {}

  /**
   * @param quiet values after a surprise in which only a greater one counts, at least 1
   */
  public Surprises(int quiet) {
    Refusal.unlessAtLeast("quiet", quiet, 1);
    this.quiet = quiet;
  }

  /** Takes the next value; times must not go back. */
  public Surprise next(Instant time, double value) {
    long second = time.getEpochSecond();
    if (size > 0 && second < times[size - 1]) {
      throw new IllegalArgumentException(
          "times must not go back, " + time + " came after " + Instant.ofEpochSecond(last()));
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value must be finite, was " + value);
    }
    double expected = size == 0 ? value : expected(second);
    double distance = Math.abs(value - expected);
    double rarity = size < LEAST ? 0 : newest(rarity(distance));
    keep(second, value, distance);
    return new Surprise(time, value, expected, rarity);
  }

  private long last() {
    return times[size - 1];
  }

  private double expected(long second) {
    double[] like = new double[3 * DAYS];
    int found = 0;
    for (int back = 1; back <= DAYS; back++) {
      int at = nearest(second - back * DAY);
      if (at < 1 || at + 1 >= size) {
        break;
      }
      System.arraycopy(values, at - 1, like, found, 3);
      found += 3;
    }
    return found > 0
        ? median(Arrays.copyOf(like, found))
        : median(Arrays.copyOfRange(values, Math.max(0, size - LATEST), size));
  }

  /** The value nearest in time; -1 when the series began later. */
  private int nearest(long second) {
    if (second < times[0]) {
      return -1;
    }
    int at = Arrays.binarySearch(times, 0, size, second);
    if (at >= 0) {
      return at;
    }
    int after = Math.min(-at - 1, size - 1);
    return after > 0 && second - times[after - 1] <= times[after] - second ? after - 1 : after;
  }

  private double rarity(double distance) {
    if (size % REFIT == 0 || tail.threshold() == Double.POSITIVE_INFINITY) {
      tail = PeaksOverThreshold.of(Arrays.copyOfRange(distances, Math.max(0, size - MEMORY), size));
    }
    return tail.rarity(distance);
  }

  /** The rarity, or 0 when one as high stands within the quiet time. */
  private double newest(double rarity) {
    while (!recent.isEmpty() && recent.element().at() < size - quiet) {
      recent.remove();
    }
    boolean highest = recent.isEmpty() || rarity > recent.element().rarity();
    while (!recent.isEmpty() && recent.getLast().rarity() <= rarity) {
      recent.removeLast();
    }
    recent.add(new Peak(size, rarity));
    return highest ? rarity : 0;
  }

  private void keep(long second, double value, double distance) {
    if (size == times.length) {
      forget(second);
    }
    times[size] = second;
    values[size] = value;
    distances[size] = distance;
    size++;
  }

  /** Drops what is too old to matter; grows when nothing is. */
  private void forget(long now) {
    int old = 0;
    while (old < size - MEMORY && times[old] < now - (DAYS + 1) * DAY) {
      old++;
    }
    int room = old > size / 4 ? times.length : 2 * times.length;
    int kept = size - old;
    times = moved(times, old, kept, room);
    values = moved(values, old, kept, room);
    distances = moved(distances, old, kept, room);
    int gone = old;
    Deque<Peak> shifted = new ArrayDeque<>();
    recent.forEach(peak -> shifted.add(new Peak(peak.at() - gone, peak.rarity())));
    recent.clear();
    recent.addAll(shifted);
    size = kept;
  }

  private static long[] moved(long[] from, int start, int length, int room) {
    long[] to = new long[room];
    System.arraycopy(from, start, to, 0, length);
    return to;
  }

  private static double[] moved(double[] from, int start, int length, int room) {
    double[] to = new double[room];
    System.arraycopy(from, start, to, 0, length);
    return to;
  }

  private static double median(double[] some) {
    Arrays.sort(some);
    return (some[(some.length - 1) / 2] + some[some.length / 2]) / 2;
  }
}
