package io.hedgerow.review.simulation;

import io.hedgerow.review.cases.Priority;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * The same cases worked by the same people at the same times, once in the order of {@link Priority}
 * and once first in, first out. Cases come at random; each has a probability of breaking a policy
 * of which the queue sees a noisy estimate, and views, heavy-tailed, that decay over a day, of
 * which the queue sees a noisy estimate too. A violating view is prevented when it would have come
 * after the review. Pure.
 *
 * @param casesAnHour that come, on average
 * @param reviewsAnHour that the people can do
 * @param hours how long it runs
 */
public record QueueSimulation(double casesAnHour, double reviewsAnHour, int hours) {
  /** Two weeks in which one case in three cannot be reviewed. */
  public static final QueueSimulation DEFAULT = new QueueSimulation(60, 40, 14 * 24);

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final double DECAY_HOURS = 24;
  private static final double MEAN_LOGIT = -1.5;
  private static final double SPREAD_LOGIT = 1.5;
  private static final double ESTIMATE_ERROR = 1;
  private static final double MEAN_LOG_VIEWS = 3.5;
  private static final double SPREAD_LOG_VIEWS = 1.6;
  private static final double VIEWS_ERROR = 0.5;
  private static final int[] SEVERITIES = {1, 2, 2, 2, 2, 3, 3, 4, 4, 5};

  public QueueSimulation {
    if (!(casesAnHour > 0 && reviewsAnHour > 0 && hours > 0)) {
      throw new IllegalArgumentException(
          "rates and hours must be positive, were %s, %s, %d"
              .formatted(casesAnHour, reviewsAnHour, hours));
    }
  }

  /**
   * Views of violating content that reviews prevented.
   *
   * @param byHarm in the order of expected harm
   * @param byArrival first in, first out
   * @param possible had every violation been reviewed the moment it came
   */
  public record Prevented(double byHarm, double byArrival, double possible) {
    /** How many times as many. */
    public double ratio() {
      return byHarm / byArrival;
    }
  }

  private record Simulated(double hour, boolean violates, double views, double rank) {
    double viewsAfter(double then) {
      return violates ? views * Math.exp(-(then - hour) / DECAY_HOURS) : 0;
    }
  }

  /** One run; the same seed gives the same cases. */
  public Prevented run(long seed) {
    List<Simulated> cases = cases(new SplittableRandom(seed));
    double possible = cases.stream().mapToDouble(c -> c.viewsAfter(c.hour())).sum();
    return new Prevented(
        work(cases, new PriorityQueue<>(Comparator.comparingDouble(c -> -c.rank()))),
        work(cases, new ArrayDeque<>()),
        possible);
  }

  private List<Simulated> cases(SplittableRandom random) {
    List<Simulated> cases = new ArrayList<>();
    double hour = 0;
    while (true) {
      hour -= Math.log(1 - random.nextDouble()) / casesAnHour;
      if (hour >= hours) {
        return cases;
      }
      cases.add(simulated(hour, random));
    }
  }

  private static Simulated simulated(double hour, SplittableRandom random) {
    double logit = MEAN_LOGIT + SPREAD_LOGIT * random.nextGaussian();
    double estimate = sigmoid(logit + ESTIMATE_ERROR * random.nextGaussian());
    double logViews = MEAN_LOG_VIEWS + SPREAD_LOG_VIEWS * random.nextGaussian();
    double expected = Math.exp(logViews + VIEWS_ERROR * random.nextGaussian());
    int severity = SEVERITIES[random.nextInt(SEVERITIES.length)];
    Instant created = START.plusMillis((long) (hour * 3_600_000));
    return new Simulated(
        hour,
        random.nextDouble() < sigmoid(logit),
        Math.exp(logViews),
        Priority.rank(estimate, expected, severity, created));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private double work(List<Simulated> cases, Queue<Simulated> queue) {
    double prevented = 0;
    int next = 0;
    for (double now = 0; now < hours; now += 1 / reviewsAnHour) {
      while (next < cases.size() && cases.get(next).hour() <= now) {
        queue.add(cases.get(next++));
      }
      Simulated reviewed = queue.poll();
      if (reviewed != null) {
        prevented += reviewed.viewsAfter(now);
      }
    }
    return prevented;
  }
}
