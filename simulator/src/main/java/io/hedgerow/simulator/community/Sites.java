package io.hedgerow.simulator.community;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The web outside: a few sites that everybody links to and many that hardly anybody does. */
public final class Sites {
  private static final int COUNT = 600;

  private final RandomGenerator random;
  private final Phrases phrases;
  private final List<String> domains = new ArrayList<>();

  public Sites(RandomGenerator random, Phrases phrases) {
    this.random = random;
    this.phrases = phrases;
    for (int i = 0; i < COUNT; i++) {
      domains.add(fresh());
    }
  }

  /** A domain nobody has linked to yet. */
  public String fresh() {
    return phrases.name() + Integer.toString(random.nextInt(36 * 36 * 36), 36) + ".example";
  }

  /** A domain by its popularity. */
  public String any() {
    return domains.get((int) (Math.pow(random.nextDouble(), 3) * COUNT));
  }

  public String page(String domain) {
    return "https://" + domain + "/" + Long.toString(random.nextLong(1L << 40), 36);
  }
}
