package io.hedgerow.benchmarks.weeks;

import io.hedgerow.benchmarks.weeks.WeeksStudy.Answer;
import io.hedgerow.engine.CompiledPack;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.prevalence.Wilson;
import io.hedgerow.simulator.Attack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Prints how often the status page's intervals hold the truth of simulated weeks. */
public final class WeeksBenchmark {
  /** As many people label a day and policy when nobody says otherwise. */
  private static final int DRAWS = 400;

  private static final double EVENTS_PER_DAY = 100_000 / 7.0;
  private static final double LEVEL = 0.95;

  private final CompiledPack pack;
  private final Path folder;
  private final PrintWriter out;

  /**
   * @param folder an empty one, for the database
   */
  public WeeksBenchmark(CompiledPack pack, Path folder, PrintWriter out) {
    this.pack = pack;
    this.folder = folder;
    this.out = out;
  }

  public void run(int weeks) throws IOException {
    List<Answer> answers =
        new WeeksStudy(pack, weeks, EVENTS_PER_DAY, DRAWS, questions()).answers(folder);
    out.print(table(answers));
    out.flush();
  }

  /**
   * Samples and labels each week many times, without the database: the policies labelled without
   * error, by labelers who err, and with their work checked.
   */
  public void runAgain(int weeks, int times) {
    List<Question> asked =
        questions().stream()
            .filter(q -> q.unlabelled().isEmpty())
            .filter(q -> q.name().startsWith("spam") || q.name().startsWith("account-takeover"))
            .toList();
    out.print(table(new LabelersStudy(pack, weeks, times, EVENTS_PER_DAY, DRAWS, asked).answers()));
    out.flush();
  }

  static List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    for (String policy : List.of("spam", "account-takeover")) {
      questions.add(Question.of(policy));
    }
    for (Attack attack : Attack.values()) {
      if (attack.policy().equals("spam")) {
        questions.add(Question.of(attack));
      }
    }
    questions.add(Question.of("spam").trusting());
    questions.add(Question.of("account-takeover").trusting());
    for (String policy : List.of("spam", "account-takeover")) {
      Question errs = Question.of(policy).labelledBy(0.95, 0.0005);
      questions.add(errs);
      questions.add(errs.checked(0.25, Question.Checker.ALIKE));
      questions.add(
          Question.of(policy)
              .labelledBy(0.8, 0.01)
              .named("judge")
              .checked(0.25, Question.Checker.RIGHT));
    }
    return questions;
  }

  private record Row(String question, int weeks, String slice) {}

  /** One line a question, period and slice. */
  static String table(List<Answer> answers) {
    Map<Row, List<Answer>> rows = new LinkedHashMap<>();
    for (Answer one : answers) {
      rows.computeIfAbsent(
              new Row(one.question(), one.weeks(), one.slice()), _ -> new ArrayList<>())
          .add(one);
    }
    StringBuilder text =
        new StringBuilder(
            "| policy | period | mean prevalence | held | of | coverage | its 95% interval"
                + " | too low | too high | mean width |\n|---|---|---|---|---|---|---|---|---|---|\n");
    rows.entrySet().stream()
        .sorted(java.util.Comparator.comparingInt(e -> e.getKey().weeks()))
        .forEach(e -> text.append(line(e.getKey(), e.getValue())));
    return text.toString();
  }

  private static String line(Row row, List<Answer> answers) {
    int held = (int) answers.stream().filter(Answer::held).count();
    double coverage = (double) held / answers.size();
    Interval sure = Wilson.interval(coverage, answers.size(), LEVEL);
    List<Interval> intervals =
        answers.stream().map(Answer::interval).flatMap(Optional::stream).toList();
    return String.format(
        Locale.ROOT,
        "| %s%s | %s | %.4f%% | %d | %d | %.1f%% | %.1f%% to %.1f%% | %d | %d | %.4f points |%n",
        row.question(),
        row.slice().isEmpty() ? "" : ", " + row.slice(),
        row.weeks() == 1 ? "week" : row.weeks() * 7 + " days",
        100 * answers.stream().mapToDouble(Answer::truth).average().orElse(0),
        held,
        answers.size(),
        100 * coverage,
        100 * sure.low(),
        100 * sure.high(),
        answers.stream()
            .filter(a -> a.interval().filter(i -> i.high() < a.truth()).isPresent())
            .count(),
        answers.stream()
            .filter(a -> a.interval().filter(i -> i.low() > a.truth()).isPresent())
            .count(),
        100 * intervals.stream().mapToDouble(Interval::width).average().orElse(0));
  }
}
