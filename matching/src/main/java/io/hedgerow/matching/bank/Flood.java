package io.hedgerow.matching.bank;

/**
 * When a hash matches so much more than it ever did that it should stop until a person has looked:
 * a hash of something harmless that slipped into a bank would otherwise take down thousands.
 *
 * @param least matches in an hour below which nothing is a flood
 * @param times how many times its busiest hour so far a hash must match
 */
public record Flood(int least, double times) {
  /** 50 matches in an hour and five times the busiest hour of the week before. */
  public static final Flood DEFAULT = new Flood(50, 5);

  public Flood {
    if (least < 1 || !(times >= 1)) {
      throw new IllegalArgumentException(
          "a flood takes at least 1 match and at least 1 time, was " + least + " and " + times);
    }
  }

  /**
   * @param lastHour matches in the last hour
   * @param busiest most matches in any hour of the week before
   */
  public boolean is(long lastHour, long busiest) {
    return lastHour >= least && lastHour >= times * busiest;
  }
}
