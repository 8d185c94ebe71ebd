package io.hedgerow.measurement.coverage;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.Refusal;
import io.hedgerow.measurement.labelerror.PredictionPowered;
import io.hedgerow.measurement.labelerror.Rate;
import io.hedgerow.measurement.labelerror.RoganGladen;
import io.hedgerow.measurement.labelerror.TwoPhase;
import io.hedgerow.measurement.prevalence.Design;
import io.hedgerow.measurement.prevalence.Observation;
import io.hedgerow.measurement.prevalence.Prevalence;
import io.hedgerow.measurement.sampling.ScoreWeight;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How often 95% intervals hold the truth, by simulation; prints Markdown tables.
 *
 * <p>Each run draws a fresh population, then a sample from it. The same seed gives the same tables.
 *
 * @param runs simulations a cell
 * @param population units in each population
 * @param labels draws in each sample
 */
public record CoverageStudy(int runs, int population, int labels, long seed) {
  /** What `docs/benchmarks/measurement.md` shows. */
  public static final CoverageStudy PUBLISHED =
      new CoverageStudy(1_000, 100_000, 4_000, 20_260_301);

  private static final double LEVEL = 0.95;
  private static final double[] PREVALENCES = {0.10, 0.01, 0.002};
  private static final Judge JUDGE = new Judge(0.95, 0.0005);
  private static final double AUDIT_SHARE = 0.25;

  public CoverageStudy {
    Refusal.unlessAtLeast("runs", runs, 1);
    Refusal.unlessAtLeast("population", population, 1_000);
    Refusal.unlessAtLeast("labels", labels, 100);
  }

  /** One simulated answer beside the truth it should hold. */
  private record Run(Measured answer, double truth) {}

  private interface Simulation {
    Run run(SplittableRandom random);
  }

  public static void main(String[] arguments) {
    System.out.print(PUBLISHED.markdown());
  }

  /** All tables. */
  public String markdown() {
    StringBuilder out = new StringBuilder();
    out.append(
        "| design | prevalence | overall | one surface | mean width |\n|---|---|---|---|---|\n");
    for (StudyDesign design : StudyDesign.values()) {
      for (double prevalence : PREVALENCES) {
        Cell overall = repeat(random -> truthful(design, prevalence, "", random));
        Cell pivot = repeat(random -> truthful(design, prevalence, "search", random));
        out.append(
            String.format(
                Locale.ROOT,
                "| %s | %.1f%% | %.1f%% | %.1f%% | %.4f points |%n",
                design.title,
                100 * prevalence,
                100 * overall.coverage(),
                100 * pivot.coverage(),
                100 * overall.width()));
      }
    }
    out.append("\n| correction | prevalence | coverage | mean width |\n|---|---|---|---|\n");
    for (double prevalence : PREVALENCES) {
      row(out, "Rogan–Gladen, simple random", prevalence, r -> roganGladen(prevalence, r));
      row(
          out,
          "two-phase, simple random",
          prevalence,
          r -> twoPhase(StudyDesign.SIMPLE_RANDOM, prevalence, r));
      row(
          out,
          "two-phase, √score",
          prevalence,
          r -> twoPhase(StudyDesign.ROOT_WITH, prevalence, r));
      row(out, "PPI++", prevalence, r -> predictionPowered(prevalence, r));
    }
    out.append("\n| the trap | prevalence | coverage | mean width |\n|---|---|---|---|\n");
    row(
        out,
        "raw score, judge believed",
        0.002,
        r -> trap(new ScoreWeight(1, 1e-6, 0, 0.05), false, r));
    row(
        out,
        "raw score, floor 0.01, judge believed",
        0.002,
        r -> trap(new ScoreWeight(1, 0.01, 0, 0.05), false, r));
    row(
        out,
        "√score with floor and mixture, judge believed",
        0.002,
        r -> trap(ScoreWeight.ROOT, false, r));
    row(out, "√score, positives audited", 0.002, r -> trap(ScoreWeight.ROOT, true, r));
    return out.toString();
  }

  /** Share of runs whose interval holds the truth under a design without label error. */
  double coverage(StudyDesign design, double prevalence) {
    return repeat(random -> truthful(design, prevalence, "", random)).coverage();
  }

  /**
   * Share of runs that hold the truth when a judge with false positives labels a weighted sample.
   */
  double trapCoverage(ScoreWeight weight, boolean audited) {
    return repeat(random -> trap(weight, audited, random)).coverage();
  }

  private record Cell(double coverage, double width) {}

  private void row(StringBuilder out, String name, double prevalence, Simulation simulation) {
    Cell cell = repeat(simulation);
    out.append(
        String.format(
            Locale.ROOT,
            "| %s | %.1f%% | %.1f%% | %.4f points |%n",
            name,
            100 * prevalence,
            100 * cell.coverage(),
            100 * cell.width()));
  }

  private Cell repeat(Simulation simulation) {
    SplittableRandom random = new SplittableRandom(seed);
    int held = 0;
    double width = 0;
    for (int run = 0; run < runs; run++) {
      Run result = simulation.run(random.split());
      if (result.answer() instanceof Estimate estimate) {
        held += estimate.interval().contains(result.truth()) ? 1 : 0;
        width += estimate.interval().width() / runs;
      }
    }
    return new Cell((double) held / runs, width);
  }

  private Run truthful(
      StudyDesign design, double prevalence, String surface, SplittableRandom random) {
    Population people = Population.of(population, prevalence, design.impressions, random);
    List<Observation> sample = design.sample(people, labels, random);
    Measured answer =
        surface.isEmpty()
            ? Prevalence.ratio(sample, design.estimator(), LEVEL)
            : Prevalence.ratio(
                sample, design.estimator(), LEVEL, o -> surface.equals(o.pivots().get("surface")));
    return new Run(answer, people.prevalence(surface));
  }

  private Run roganGladen(double prevalence, SplittableRandom random) {
    StudyDesign design = StudyDesign.SIMPLE_RANDOM;
    Population people = Population.of(population, prevalence, true, random);
    List<Observation> judged = JUDGE.label(design.sample(people, labels, random), random);
    Rate sensitivity = trials(JUDGE.sensitivity(), 1_000, random);
    Rate specificity = trials(1 - JUDGE.falsePositives(), 40_000, random);
    Measured apparent = Prevalence.ratio(judged, design.estimator(), LEVEL);
    Measured answer =
        apparent instanceof Estimate seen
            ? RoganGladen.correct(seen, sensitivity, specificity)
            : apparent;
    return new Run(answer, people.prevalence(""));
  }

  private static Rate trials(double rate, int size, SplittableRandom random) {
    int hits = 0;
    for (int i = 0; i < size; i++) {
      hits += random.nextDouble() < rate ? 1 : 0;
    }
    return Rate.of(hits, size);
  }

  private Run twoPhase(StudyDesign design, double prevalence, SplittableRandom random) {
    Population people = Population.of(population, prevalence, design.impressions, random);
    List<TwoPhase.Judged> sample =
        JUDGE.audited(design.sample(people, labels, random), AUDIT_SHARE, random);
    return new Run(TwoPhase.prevalence(sample, design.estimator(), LEVEL), people.prevalence(""));
  }

  private Run predictionPowered(double prevalence, SplittableRandom random) {
    int unlabelled = 10 * labels;
    double[] truth = new double[labels];
    double[] predicted = new double[labels];
    double[] more = new double[unlabelled];
    for (int i = 0; i < labels; i++) {
      truth[i] = random.nextDouble() < prevalence ? 1 : 0;
      predicted[i] = JUDGE.label(truth[i] == 1, random);
    }
    for (int i = 0; i < unlabelled; i++) {
      more[i] = JUDGE.label(random.nextDouble() < prevalence, random);
    }
    return new Run(PredictionPowered.share(truth, predicted, more, LEVEL), prevalence);
  }

  private Run trap(ScoreWeight weight, boolean audited, SplittableRandom random) {
    Judge judge = new Judge(1, JUDGE.falsePositives());
    Population people = Population.of(population, 0.002, false, random);
    List<Observation> truth = StudyDesign.withReplacement(people, weight, labels, random);
    Design design = new Design.WithReplacement();
    Measured answer =
        audited
            ? TwoPhase.prevalence(judge.audited(truth, AUDIT_SHARE, random), design, LEVEL)
            : Prevalence.ratio(judge.label(truth, random), design, LEVEL);
    return new Run(answer, people.prevalence(""));
  }
}
