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
import io.hedgerow.measurement.sampling.AuditChance;
import io.hedgerow.measurement.sampling.ScoreWeight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How often 95% intervals hold the truth, by simulation; prints Markdown tables.
 *
 * <p>Each run draws a fresh population, then a sample from it, then asks every estimator about that
 * one sample. The same seed gives the same tables. No answer counts as a miss.
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
  private static final double RAREST = 0.002;
  private static final Judge JUDGE = new Judge(0.95, 0.0005);
  private static final double AUDIT_SHARE = 0.25;
  private static final double SERVED_SHARE = 0.25;
  private static final String SURFACE = "search";
  private static final List<String> ASKED =
      List.of(
          "true labels",
          "true labels, one surface",
          "Rogan–Gladen",
          "Rogan–Gladen, one surface",
          "two-phase",
          "two-phase, one surface");

  public CoverageStudy {
    Refusal.unlessAtLeast("runs", runs, 1);
    Refusal.unlessAtLeast("population", population, 1_000);
    Refusal.unlessAtLeast("labels", labels, 100);
  }

  /** An answer beside the truth it should hold. */
  private record Asked(Measured answer, double truth) {}

  private interface Simulation {
    List<Asked> run(SplittableRandom random);
  }

  /** What came of one question over all runs. */
  private record Cell(double coverage, double width) {}

  public static void main(String[] arguments) {
    System.out.print(PUBLISHED.markdown());
    System.out.print(SequentialStudy.PUBLISHED.markdown());
  }

  /** All tables of intervals. */
  public String markdown() {
    StringBuilder out = new StringBuilder("| design | prevalence |");
    ASKED.forEach(name -> out.append(' ').append(name).append(" |"));
    out.append(" mean width |\n|---|---|---|---|---|---|---|---|---|\n");
    for (StudyDesign design : StudyDesign.values()) {
      for (double prevalence : PREVALENCES) {
        List<Cell> cells = repeat(random -> ask(design, prevalence, random));
        out.append(text("| %s | %.1f%% |", design.title, 100 * prevalence));
        cells.forEach(cell -> out.append(text(" %.1f%% |", 100 * cell.coverage())));
        out.append(text(" %.4f points |%n", 100 * cells.getFirst().width()));
      }
    }
    out.append("\n| PPI++ at prevalence | coverage | mean width |\n|---|---|---|\n");
    for (double prevalence : PREVALENCES) {
      row(out, text("%.1f%%", 100 * prevalence), random -> predictionPowered(prevalence, random));
    }
    served(out);
    efficiency(out);
    hiding(out);
    trap(out);
    return out.toString();
  }

  /** What a server does: weights by √score, a judge or a person who errs, audits of some. */
  private void served(StringBuilder out) {
    out.append(
        "\n| √score with replacement, at prevalence | judge, audited as by a server | width | people err,"
            + " believed | width | people err, second looks | width |\n"
            + "|---|---|---|---|---|---|---|\n");
    for (double prevalence : PREVALENCES) {
      for (int size : new int[] {labels, labels / 10}) {
        List<Cell> cells = repeat(random -> served(prevalence, size, random));
        out.append(text("| %.1f%%, %,d labels |", 100 * prevalence, size));
        cells.forEach(
            c -> out.append(text(" %.1f%% | %.4f points |", 100 * c.coverage(), 100 * c.width())));
        out.append('\n');
      }
    }
  }

  private List<Asked> served(double prevalence, int size, SplittableRandom random) {
    StudyDesign drawing = StudyDesign.ROOT_WITH;
    Design design = drawing.estimator();
    Population people = Population.of(population, prevalence, drawing.impressions, random);
    List<Observation> truth = drawing.sample(people, size, random);
    AuditChance chance = new AuditChance(SERVED_SHARE);
    double all = people.prevalence("");
    return List.of(
        new Asked(
            TwoPhase.prevalence(JUDGE.audited(truth, design, chance, random), design, LEVEL), all),
        new Asked(Prevalence.ratio(JUDGE.label(truth, random), design, LEVEL), all),
        new Asked(
            TwoPhase.prevalence(JUDGE.seconded(truth, AUDIT_SHARE, random), design, LEVEL), all));
  }

  /**
   * Share of runs that hold the truth: judge with a server's audits, people believed, second looks.
   */
  List<Double> servedCoverages(double prevalence) {
    return repeat(random -> served(prevalence, labels, random)).stream()
        .map(Cell::coverage)
        .toList();
  }

  private void efficiency(StringBuilder out) {
    out.append("\n| labels at prevalence 0.2% | coverage | mean width |\n|---|---|---|\n");
    for (StudyDesign design : StudyDesign.values()) {
      for (int size : new int[] {labels, labels / 4}) {
        row(
            out,
            text("%s, %,d labels", design.title, size),
            random -> List.of(truthful(design, RAREST, size, random)));
      }
    }
  }

  private void hiding(StringBuilder out) {
    out.append(
        "\n| √score with replacement at 0.2%, by share that hides | usual | width | cautious | width |\n"
            + "|---|---|---|---|---|\n");
    for (double share : new double[] {Population.USUALLY_HIDDEN, 0.2, 0.5}) {
      List<Cell> cells = repeat(random -> hiding(share, random));
      out.append(
          text(
              "| %.0f%% | %.1f%% | %.4f points | %.1f%% | %.4f points |%n",
              100 * share,
              100 * cells.getFirst().coverage(),
              100 * cells.getFirst().width(),
              100 * cells.getLast().coverage(),
              100 * cells.getLast().width()));
    }
  }

  private List<Asked> hiding(double share, SplittableRandom random) {
    StudyDesign design = StudyDesign.ROOT_WITH;
    Population people = Population.of(population, RAREST, share, design.impressions, random);
    List<Observation> sample = design.sample(people, labels, random);
    double truth = people.prevalence("");
    return List.of(
        new Asked(Prevalence.ratio(sample, design.estimator(), LEVEL), truth),
        new Asked(Prevalence.cautious(sample, design.estimator(), LEVEL, _ -> true), truth));
  }

  private void trap(StringBuilder out) {
    out.append("\n| the trap, prevalence 0.2% | coverage | mean width |\n|---|---|---|\n");
    ScoreWeight raw = new ScoreWeight(1, 1e-6, 0, 0.05);
    ScoreWeight floored = new ScoreWeight(1, 0.01, 0, 0.05);
    row(out, "raw score, judge believed", r -> List.of(trap(raw, false, r)));
    row(out, "raw score, floor 0.01, judge believed", r -> List.of(trap(floored, false, r)));
    row(
        out,
        "√score with floor and mixture, judge believed",
        r -> List.of(trap(ScoreWeight.ROOT, false, r)));
    row(out, "raw score, positives audited", r -> List.of(trap(raw, true, r)));
    row(out, "√score, positives audited", r -> List.of(trap(ScoreWeight.ROOT, true, r)));
  }

  /** Share of runs whose interval holds the truth under a design without label error. */
  double coverage(StudyDesign design, double prevalence) {
    return repeat(random -> List.of(truthful(design, prevalence, labels, random)))
        .getFirst()
        .coverage();
  }

  /** The same for each question of the first table, in its order. */
  List<Double> coverages(StudyDesign design, double prevalence) {
    return repeat(random -> ask(design, prevalence, random)).stream().map(Cell::coverage).toList();
  }

  /**
   * Share of runs that hold the truth when a judge with false positives labels a weighted sample.
   */
  double trapCoverage(ScoreWeight weight, boolean audited) {
    return repeat(random -> List.of(trap(weight, audited, random))).getFirst().coverage();
  }

  private void row(StringBuilder out, String name, Simulation simulation) {
    Cell cell = repeat(simulation).getFirst();
    out.append(
        text("| %s | %.1f%% | %.4f points |%n", name, 100 * cell.coverage(), 100 * cell.width()));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private List<Cell> repeat(Simulation simulation) {
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> held = new ArrayList<>();
    List<double[]> widths = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      List<Asked> all = simulation.run(random.split());
      for (int i = 0; i < all.size(); i++) {
        if (run == 0) {
          held.add(new int[1]);
          widths.add(new double[1]);
        }
        if (all.get(i).answer() instanceof Estimate estimate) {
          held.get(i)[0] += estimate.interval().contains(all.get(i).truth()) ? 1 : 0;
          widths.get(i)[0] += estimate.interval().width() / runs;
        }
      }
    }
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < held.size(); i++) {
      cells.add(new Cell((double) held.get(i)[0] / runs, widths.get(i)[0]));
    }
    return cells;
  }

  private Asked truthful(StudyDesign design, double prevalence, int size, SplittableRandom random) {
    Population people = Population.of(population, prevalence, design.impressions, random);
    List<Observation> sample = design.sample(people, size, random);
    return new Asked(Prevalence.ratio(sample, design.estimator(), LEVEL), people.prevalence(""));
  }

  private List<Asked> ask(StudyDesign design, double prevalence, SplittableRandom random) {
    Population people = Population.of(population, prevalence, design.impressions, random);
    List<Observation> sample = design.sample(people, labels, random);
    List<Observation> judged = JUDGE.label(sample, random);
    List<TwoPhase.Judged> audited = JUDGE.audited(sample, AUDIT_SHARE, random);
    Rate sensitivity = trials(JUDGE.sensitivity(), 1_000, random);
    Rate specificity = trials(1 - JUDGE.falsePositives(), 40_000, random);
    Design estimator = design.estimator();
    Predicate<Observation> everywhere = _ -> true;
    Predicate<Observation> surface = o -> SURFACE.equals(o.pivots().get("surface"));
    Function<Predicate<Observation>, Measured> rogan =
        inside ->
            RoganGladen.prevalence(judged, estimator, LEVEL, inside, sensitivity, specificity);
    double all = people.prevalence("");
    double own = people.prevalence(SURFACE);
    return List.of(
        new Asked(Prevalence.ratio(sample, estimator, LEVEL, everywhere), all),
        new Asked(Prevalence.ratio(sample, estimator, LEVEL, surface), own),
        new Asked(rogan.apply(everywhere), all),
        new Asked(rogan.apply(surface), own),
        new Asked(TwoPhase.prevalence(audited, estimator, LEVEL, everywhere), all),
        new Asked(TwoPhase.prevalence(audited, estimator, LEVEL, surface), own));
  }

  private static Rate trials(double rate, int size, SplittableRandom random) {
    int hits = 0;
    for (int i = 0; i < size; i++) {
      hits += random.nextDouble() < rate ? 1 : 0;
    }
    return Rate.of(hits, size);
  }

  private List<Asked> predictionPowered(double prevalence, SplittableRandom random) {
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
    return List.of(new Asked(PredictionPowered.share(truth, predicted, more, LEVEL), prevalence));
  }

  private Asked trap(ScoreWeight weight, boolean audited, SplittableRandom random) {
    Judge judge = new Judge(1, JUDGE.falsePositives());
    Population people = Population.of(population, RAREST, false, random);
    List<Observation> truth = StudyDesign.withReplacement(people, weight, labels, random);
    Design design = new Design.WithReplacement();
    Measured answer =
        audited
            ? TwoPhase.prevalence(judge.audited(truth, AUDIT_SHARE, random), design, LEVEL)
            : Prevalence.ratio(judge.label(truth, random), design, LEVEL);
    return new Asked(answer, people.prevalence(""));
  }
}
