package io.hedgerow.benchmarks.weeks;

import io.hedgerow.benchmarks.weeks.SimulatedWeek.Seen;
import io.hedgerow.benchmarks.weeks.WeeksStudy.Answer;
import io.hedgerow.engine.CompiledPack;
import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.labelerror.TwoPhase;
import io.hedgerow.measurement.prevalence.Design;
import io.hedgerow.measurement.prevalence.Observation;
import io.hedgerow.measurement.prevalence.Prevalence;
import io.hedgerow.measurement.sampling.Draw;
import io.hedgerow.measurement.sampling.ReplacementSample;
import io.hedgerow.measurement.sampling.ScoreWeight;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Samples and labels each simulated week many times afresh: {@link WeeksStudy} with the estimators
 * alone, no database between, so that a share of weeks can be told from another that is near.
 *
 * @param times each week is drawn and labelled anew, by labelers who err elsewhere
 * @param draws a policy and day
 */
record LabelersStudy(
    CompiledPack pack,
    int weeks,
    int times,
    double eventsPerDay,
    int draws,
    List<Question> questions) {
  private static final LocalDate FIRST_MONDAY = LocalDate.of(2026, 3, 2);
  private static final double LEVEL = 0.95;

  List<Answer> answers() {
    List<Answer> answers = new ArrayList<>();
    for (int week = 0; week < weeks; week++) {
      SimulatedWeek lived =
          SimulatedWeek.of(FIRST_MONDAY.plusWeeks(week), week + 1L, eventsPerDay, pack);
      for (Question question : questions) {
        double truth = lived.prevalence(question);
        for (int time = 0; time < times; time++) {
          answers.add(answer(lived, question, truth, time));
        }
      }
    }
    return answers;
  }

  private Answer answer(SimulatedWeek week, Question question, double truth, int time) {
    Question again = question.named("time " + time);
    SplittableRandom random =
        new SplittableRandom(again.name().hashCode() + week.monday().toEpochDay());
    List<TwoPhase.Judged> sample = new ArrayList<>();
    for (int day = 0; day < 7; day++) {
      sample.addAll(day(week.of(week.monday().plusDays(day)), again, random.split()));
    }
    Design design = new Design.WithReplacement();
    Measured measured =
        question.checked() > 0
            ? TwoPhase.prevalence(sample, design, LEVEL)
            : Prevalence.ratio(sample.stream().map(TwoPhase.Judged::drawn).toList(), design, LEVEL);
    return new Answer(
        question.name(),
        1,
        "",
        truth,
        measured instanceof Estimate e ? Optional.of(e.interval()) : Optional.empty());
  }

  /** A day's draws; seven days of equal size make one sample, in which each has a seventh. */
  private List<TwoPhase.Judged> day(List<Seen> seen, Question question, SplittableRandom random) {
    double mean = seen.stream().mapToLong(Seen::views).average().orElse(1);
    ReplacementSample<Seen> sample = new ReplacementSample<>(draws, random);
    for (Seen one : seen) {
      OptionalDouble score =
          question.score(one).map(OptionalDouble::of).orElse(OptionalDouble.empty());
      sample.offer(one, ScoreWeight.ROOT.of(one.views(), score));
    }
    return sample.draws().stream().map(draw -> judged(draw, question, mean)).toList();
  }

  private static TwoPhase.Judged judged(Draw<Seen> draw, Question question, double mean) {
    Seen seen = draw.unit();
    Observation drawn =
        new Observation(
            seen.entity().toString(),
            seen.day().toString(),
            seen.views(),
            draw.probability() / 7,
            question.label(seen),
            Map.of());
    OptionalDouble chance = question.chance(seen, mean);
    return question.truth(seen, mean).isPresent()
        ? new TwoPhase.Judged(
            drawn,
            List.of(new TwoPhase.Look(chance.orElseThrow(), question.truth(seen, mean).getAsInt())))
        : new TwoPhase.Judged(drawn, List.of());
  }
}
