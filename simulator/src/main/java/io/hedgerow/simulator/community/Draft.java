package io.hedgerow.simulator.community;

import java.time.Instant;
import java.util.Map;

/**
 * An event that will happen, made from the state of the world only when its time has come.
 *
 * @param order breaks ties in time, so that a seed has one order
 */
public record Draft(Instant time, long order, Step step) implements Comparable<Draft> {

  /** What happens: changes the world and says what event comes of it. */
  @FunctionalInterface
  public interface Step {
    Happening happen(Instant now);
  }

  /** An event before it has an id. */
  public record Happening(String type, Map<String, Object> data) {}

  @Override
  public int compareTo(Draft other) {
    int byTime = time.compareTo(other.time);
    return byTime != 0 ? byTime : Long.compare(order, other.order);
  }
}
