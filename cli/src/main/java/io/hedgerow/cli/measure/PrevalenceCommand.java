package io.hedgerow.cli.measure;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.labelerror.Rate;
import io.hedgerow.measurement.labelerror.RoganGladen;
import io.hedgerow.measurement.labelerror.TwoPhase;
import io.hedgerow.measurement.prevalence.Bootstrap;
import io.hedgerow.measurement.prevalence.Design;
import io.hedgerow.measurement.prevalence.Observation;
import io.hedgerow.measurement.prevalence.PostStratification;
import io.hedgerow.measurement.prevalence.Prevalence;
import io.hedgerow.measurement.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Estimates prevalence from a labelled sample. */
@Command(
    name = "prevalence",
    description = {
      "Estimate the share of views that went to violating content.",
      "Needs columns unit, views, probability and label (0 or 1), as `measure sample` writes them;"
          + " takes stratum. Refuses a file that mixes policies (column policy).",
      "With columns audit_probability and truth the labels are a judge's and truth what people"
          + " found (two-phase). With --predictions it needs columns prediction and label (PPI++)."
    },
    footer = {"%nExample:", "  hedgerow measure prevalence --by surface labelled.csv"},
    exitCodeList = {"0:estimated", "1:not enough data", "2:could not run"})
final class PrevalenceCommand implements Callable<Integer> {
  /** How the sample was drawn. */
  enum Drawn {
    WITHOUT,
    REPLACEMENT,
    STRATIFIED,
    RANDOM;

    Design design() {
      return switch (this) {
        case WITHOUT -> new Design.WithoutReplacement();
        case REPLACEMENT -> new Design.WithReplacement();
        case STRATIFIED, RANDOM -> new Design.Stratified();
      };
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--design",
      description =
          "replacement (the default, as of `measure sample`), without, stratified (simple random"
              + " within each stratum) or random.")
  private Drawn drawn = Drawn.REPLACEMENT;

  @Option(names = "--by", paramLabel = "COLUMN", description = "Split by this column too.")
  private List<String> pivots = List.of();

  @Option(names = "--level", description = "Confidence level. Default: ${DEFAULT-VALUE}.")
  private double level = 0.95;

  @Option(
      names = "--cautious",
      description = "Wider: holds however much hides behind low scores, under every design.")
  private boolean cautious;

  @Option(
      names = "--sensitivity",
      paramLabel = "HITS/TRIALS",
      description = "Of violations given to the labeler, those it found: corrects (Rogan–Gladen).")
  private @Nullable String sensitivity;

  @Option(
      names = "--specificity",
      paramLabel = "HITS/TRIALS",
      description = "Of fine content given to the labeler, what it passed.")
  private @Nullable String specificity;

  @Option(
      names = "--total-views",
      paramLabel = "VIEWS",
      description = "All views, where known: Horvitz–Thompson instead of the ratio.")
  private double totalViews;

  @Option(
      names = "--share",
      paramLabel = "VALUE=SHARE",
      description = "Known share of all views of a value of the one --by column: post-stratifies.")
  private Map<String, Double> shares = Map.of();

  @Option(
      names = "--bootstrap",
      paramLabel = "REPLICATES",
      description = "Print a bootstrap interval too.")
  private int replicates;

  @Option(names = "--predictions", description = "Few labels, many predictions (PPI++).")
  private boolean predictions;

  @Option(names = "--json", description = "Print JSON lines.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "CSV, JSON lines or Parquet; - is standard input.")
  private Path file;

  @SuppressWarnings("NullAway.Init")
  PrevalenceCommand() {}

  @Override
  public Integer call() throws IOException {
    Map<String, Measured> answers = Tables.read(file, this::estimate);
    PrintWriter out = spec.commandLine().getOut();
    answers.forEach((name, measured) ->
        out.println(json ? Answer.json(name, measured) : Answer.text(name, measured)));
    out.flush();
    return unknown(answers, "prevalence") || unknown(answers, "post-stratified") ? 1 : 0;
  }

  private static boolean unknown(Map<String, Measured> answers, String name) {
    return answers.get(name) instanceof NotEnoughData;
  }

  private Map<String, Measured> estimate(Table table) throws IOException {
    Map<String, Measured> answers = new LinkedHashMap<>();
    if (predictions) {
      answers.put("prevalence", Predictions.share(table, level));
      return answers;
    }
    LabelledSample sample = LabelledSample.read(table, pivots);
    answers.put("prevalence", overall(sample));
    for (String pivot : pivots) {
      for (String value : values(sample, pivot)) {
        answers.put(pivot + "=" + value, within(sample, inside(pivot, value)));
      }
    }
    if (!shares.isEmpty()) {
      answers.put("post-stratified", postStratified(sample));
    }
    if (replicates > 0 && answers.get("prevalence") instanceof Estimate e) {
      answers.put("bootstrap", bootstrap(e, sample));
    }
    return answers;
  }

  private Measured overall(LabelledSample sample) {
    return totalViews > 0
        ? Prevalence.ofKnownViews(sample.labelled(), drawn.design(), totalViews, level)
        : within(sample, _ -> true);
  }

  private Measured within(LabelledSample sample, Predicate<Observation> inside) {
    List<Observation> labelled = sample.labelled();
    Design design = drawn.design();
    if (sample.audited()) {
      return TwoPhase.prevalence(sample.draws(), design, level, inside);
    }
    if (sensitivity != null || specificity != null) {
      return RoganGladen.prevalence(
          labelled,
          design,
          level,
          inside,
          rate("--sensitivity", sensitivity),
          rate("--specificity", specificity));
    }
    return cautious
        ? Prevalence.cautious(labelled, design, level, inside)
        : Prevalence.ratio(labelled, design, level, inside);
  }

  private static Rate rate(String option, @Nullable String text) {
    if (text == null) {
      throw new CommandFailure("--sensitivity and --specificity go together; give " + option);
    }
    String[] parts = text.split("/", 2);
    try {
      return Rate.of(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
      throw new CommandFailure(option + " must be like 950/1000, was " + text);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(option + " " + text + ": " + wrong.getMessage());
    }
  }

  private Measured postStratified(LabelledSample sample) {
    if (pivots.size() != 1) {
      throw new CommandFailure("--share needs exactly one --by column, there are " + pivots.size());
    }
    Map<String, Measured> slices = new LinkedHashMap<>();
    shares
        .keySet()
        .forEach(value -> slices.put(value, within(sample, inside(pivots.getFirst(), value))));
    return PostStratification.combine(slices, shares, level);
  }

  private Measured bootstrap(Estimate e, LabelledSample sample) {
    Interval resampled =
        Bootstrap.ratio(
            sample.labelled(), drawn.design(), level, replicates, new SplittableRandom(1));
    return new Estimate(e.value(), e.standardError(), resampled, e.draws(), e.effectiveSize());
  }

  private static TreeSet<String> values(LabelledSample sample, String pivot) {
    TreeSet<String> values = new TreeSet<>();
    sample.labelled().forEach(o -> values.add(o.pivots().getOrDefault(pivot, "")));
    return values;
  }

  private static Predicate<Observation> inside(String pivot, String value) {
    return o -> value.equals(o.pivots().get(pivot));
  }
}
