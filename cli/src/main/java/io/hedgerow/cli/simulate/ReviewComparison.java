package io.hedgerow.cli.simulate;

import io.hedgerow.review.simulation.QueueSimulation;
import io.hedgerow.review.simulation.QueueSimulation.Prevented;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs the queue simulation over ten seeds and prints what the order of cases is worth. */
final class ReviewComparison {
  private static final int SEEDS = 10;

  /** Two-sided 95% point of Student's t with nine degrees of freedom. */
  private static final double T = 2.262;

  private ReviewComparison() {}

  static void print(long firstSeed, PrintWriter out) {
    QueueSimulation simulation = QueueSimulation.DEFAULT;
    out.printf(
        Locale.ENGLISH,
        "%.0f cases and %.0f reviews an hour for %d hours%n%n",
        simulation.casesAnHour(),
        simulation.reviewsAnHour(),
        simulation.hours());
    out.println(
        "| seed | violating views | prevented, most harm first | first in, first out | ratio |");
    out.println("|---|---|---|---|---|");
    List<Double> ratios = new ArrayList<>();
    for (long seed = firstSeed; seed < firstSeed + SEEDS; seed++) {
      Prevented prevented = simulation.run(seed);
      ratios.add(prevented.ratio());
      out.printf(
          Locale.ENGLISH,
          "| %d | %,.0f | %,.0f | %,.0f | %.2f |%n",
          seed,
          prevented.possible(),
          prevented.byHarm(),
          prevented.byArrival(),
          prevented.ratio());
    }
    double mean = ratios.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double variance = ratios.stream().mapToDouble(r -> (r - mean) * (r - mean)).sum() / (SEEDS - 1);
    double half = T * Math.sqrt(variance / SEEDS);
    out.printf(
        Locale.ENGLISH,
        "%nratio %.2f, 95%% interval %.2f to %.2f over %d seeds%n",
        mean,
        mean - half,
        mean + half,
        SEEDS);
    out.flush();
  }
}
