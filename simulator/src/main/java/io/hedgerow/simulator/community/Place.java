package io.hedgerow.simulator.community;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Where people live, what they speak and when they are awake.
 *
 * @param offset hours from UTC
 * @param share of the community
 */
public record Place(String country, String language, int offset, double share) {
  public static final List<Place> ALL =
      List.of(
          new Place("US", "en", -6, 0.34),
          new Place("GB", "en", 0, 0.10),
          new Place("DE", "de", 1, 0.10),
          new Place("FR", "fr", 1, 0.08),
          new Place("ES", "es", 1, 0.07),
          new Place("BR", "pt", -3, 0.10),
          new Place("JP", "ja", 9, 0.07),
          new Place("IN", "hi", 5, 0.08),
          new Place("EG", "ar", 2, 0.06));

  static Place any(RandomGenerator random) {
    double point = random.nextDouble();
    for (Place place : ALL) {
      point -= place.share();
      if (point < 0) {
        return place;
      }
    }
    return ALL.getFirst();
  }

  private static final int QUIETEST = 4;

  /** Hours from the quietest to the busiest; the way down is shorter. */
  private static final int RISE = 16;

  /**
   * How awake people are at an hour of their day, (0, 1]: least at four, most at eight at night.
   */
  static double wakefulness(int utcHour, int offset) {
    int sinceFour = Math.floorMod(utcHour + offset - QUIETEST, 24);
    double phase =
        sinceFour < RISE ? sinceFour / (double) RISE : (24 - sinceFour) / (double) (24 - RISE);
    return 0.12 + 0.88 * Math.pow(0.5 - 0.5 * Math.cos(Math.PI * phase), 1.3);
  }
}
