package io.hedgerow.measurement.coverage;

import io.hedgerow.measurement.Refusal;
import io.hedgerow.measurement.experiment.ConfidenceSequence;
import io.hedgerow.measurement.experiment.SequentialTest;
import io.hedgerow.measurement.experiment.SequentialTest.Arm;
import io.hedgerow.measurement.experiment.SequentialTest.Standing;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How often tests that are looked at after every event are wrong ever, by simulation; prints
 * Markdown tables.
 *
 * @param runs simulations a row
 * @param events looks a run
 */
public record SequentialStudy(int runs, int events, long seed) {
  /** What `docs/benchmarks/measurement.md` shows. */
  public static final SequentialStudy PUBLISHED = new SequentialStudy(1_000, 10_000, 20_260_301);

  private static final double ALPHA = 0.05;
  private static final double[] RATES = {0.5, 0.1, 0.02};

  public SequentialStudy {
    Refusal.unlessAtLeast("runs", runs, 1);
    Refusal.unlessAtLeast("events", events, 1);
  }

  /** All tables. */
  public String markdown() {
    StringBuilder out = new StringBuilder();
    out.append("\n| test, looked at after every event | rate | ever wrong |\n|---|---|---|\n");
    for (double rate : RATES) {
      row(out, "mSPRT, arms alike", rate, falseAlarms(rate));
    }
    for (double rate : RATES) {
      row(out, "confidence sequence", rate, everOutside(rate));
    }
    out.append("\n| test | harm | noticed | mean events an arm until then |\n|---|---|---|---|\n");
    for (double rate : RATES) {
      out.append(noticed(rate, rate == 0.5 ? 0.6 : 2 * rate));
    }
    return out.toString();
  }

  private static void row(StringBuilder out, String name, double rate, double share) {
    out.append(
        String.format(Locale.ROOT, "| %s | %.0f%% | %.1f%% |%n", name, 100 * rate, 100 * share));
  }

  /** Share of runs in which a test of equal arms is ever decided. */
  double falseAlarms(double rate) {
    SplittableRandom random = new SplittableRandom(seed);
    int alarms = 0;
    for (int run = 0; run < runs; run++) {
      alarms += decidedAt(rate, rate, random.split()) > 0 ? 1 : 0;
    }
    return (double) alarms / runs;
  }

  /** Share of runs in which the mean ever lies outside its sequence. */
  double everOutside(double rate) {
    SplittableRandom random = new SplittableRandom(seed);
    int outside = 0;
    for (int run = 0; run < runs; run++) {
      SplittableRandom own = random.split();
      ConfidenceSequence sequence = ConfidenceSequence.atLevel(1 - ALPHA);
      for (int t = 0; t < events && sequence.interval().contains(rate); t++) {
        sequence = sequence.with(own.nextDouble() < rate ? 1 : 0);
      }
      outside += sequence.interval().contains(rate) ? 0 : 1;
    }
    return (double) outside / runs;
  }

  private String noticed(double control, double treatment) {
    SplittableRandom random = new SplittableRandom(seed);
    int noticed = 0;
    double until = 0;
    for (int run = 0; run < runs; run++) {
      int at = decidedAt(control, treatment, random.split());
      noticed += at > 0 ? 1 : 0;
      until += Math.max(at, 0);
    }
    return String.format(
        Locale.ROOT,
        "| mSPRT | %.0f%% against %.0f%% | %.1f%% | %.0f |%n",
        100 * treatment,
        100 * control,
        100.0 * noticed / runs,
        noticed == 0 ? 0 : until / noticed);
  }

  /** Events an arm until the test decides; -1 when it never does. */
  private int decidedAt(double control, double treatment, SplittableRandom random) {
    double smallest = Math.max(0.01, control / 5);
    SequentialTest test = new SequentialTest(ALPHA, smallest * smallest, 20);
    long[] positives = new long[2];
    for (int seen = 1; seen <= events; seen++) {
      positives[0] += random.nextDouble() < control ? 1 : 0;
      positives[1] += random.nextDouble() < treatment ? 1 : 0;
      if (test.standing(new Arm(seen, positives[0]), new Arm(seen, positives[1]))
          != Standing.UNDECIDED) {
        return seen;
      }
    }
    return -1;
  }
}
