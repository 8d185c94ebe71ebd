package io.hedgerow.benchmarks.weeks;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.measurement.Interval;
import io.hedgerow.review.Review;
import io.hedgerow.server.measure.Figure;
import io.hedgerow.server.measure.Registry;
import io.hedgerow.server.measure.Samples;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Measures simulated weeks whose truth is known as a server measures a real one: every day's
 * content goes through the sampler, its draws and labels through the database, and figures come
 * from the registry, as those on the status page do. Only HTTP is left out.
 *
 * @param draws a policy and day
 */
record WeeksStudy(
    CompiledPack pack, int weeks, double eventsPerDay, int draws, List<Question> questions) {
  private static final LocalDate FIRST_MONDAY = LocalDate.of(2026, 3, 2);

  /** Weeks that one round of publishing covers. */
  private static final int WEEKS_AT_ONCE = 12;

  private static final int MONTH = 4;

  WeeksStudy {
    questions = List.copyOf(questions);
  }

  /**
   * A published interval beside the truth.
   *
   * @param weeks how long the period is
   * @param slice {@code kind=pin}; empty for all
   * @param interval empty when the answer was "not enough data"
   */
  record Answer(
      String question, int weeks, String slice, double truth, Optional<Interval> interval) {
    boolean held() {
      return interval.filter(i -> i.contains(truth)).isPresent();
    }
  }

  /** Lives through all weeks and measures them. */
  List<Answer> answers(Path folder) throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(start(FIRST_MONDAY));
    try (Database database = Database.embedded(folder.resolve("postgres"))) {
      Ledger ledger = Ledger.open(database, Ledger.Settings.DEFAULT, now::get);
      Review review =
          Review.open(
              database,
              ledger,
              new LedgerReader(database),
              pack::pack,
              Duration.ofDays(180),
              now::get,
              new SecureRandom());
      database.migrate("server", "classpath:db/server");
      Samples samples = new Samples(ledger, review, now::get);
      Registry registry = new Registry(database.jdbi());
      List<Answer> answers = new ArrayList<>();
      List<SimulatedWeek> lived = new ArrayList<>();
      for (int week = 0; week < weeks; week++) {
        LocalDate monday = FIRST_MONDAY.plusWeeks(week);
        lived.add(SimulatedWeek.of(monday, week + 1L, eventsPerDay, pack));
        now.set(start(monday.plusWeeks(1)));
        draw(samples, lived.getLast(), week);
        if (lived.size() % MONTH == 0 || week == weeks - 1) {
          registry.publish(now.get().plusSeconds(3600));
          months(registry, lived, answers);
        }
        if (lived.size() == WEEKS_AT_ONCE || week == weeks - 1) {
          weeks(registry, lived, answers);
          lived.clear();
        }
      }
      return answers;
    }
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private void draw(Samples samples, SimulatedWeek week, long seed) throws IOException {
    for (LocalDate day = week.monday(); day.isBefore(week.monday().plusWeeks(1)); ) {
      List<SimulatedWeek.Seen> seen = week.of(day);
      for (Question question : questions) {
        samples.draw(
            new Samples.Wanted(question.name(), day, draws, seed, "study"),
            new StringReader(impressions(question, seen)));
      }
      day = day.plusDays(1);
    }
  }

  private static String impressions(Question question, List<SimulatedWeek.Seen> seen) {
    double mean = seen.stream().mapToLong(SimulatedWeek.Seen::views).average().orElse(1);
    StringBuilder csv = new StringBuilder("unit,views,score,kind,label,audit_probability,truth\n");
    for (SimulatedWeek.Seen one : seen) {
      csv.append(one.entity()).append(',').append(one.views()).append(',');
      question.score(one).ifPresent(csv::append);
      csv.append(',').append(one.entity().kind()).append(',').append(question.label(one));
      csv.append(',');
      question.chance(one, mean).ifPresent(csv::append);
      csv.append(',');
      question.truth(one, mean).ifPresent(csv::append);
      csv.append('\n');
    }
    return csv.toString();
  }

  /** The last 28 days, overall and by kind. */
  private void months(Registry registry, List<SimulatedWeek> lived, List<Answer> answers) {
    List<SimulatedWeek> month = lived.subList(Math.max(0, lived.size() - MONTH), lived.size());
    if (month.size() < MONTH) {
      return;
    }
    LocalDate from = month.getFirst().monday();
    for (Figure figure : published(registry, from, MONTH)) {
      Question question = question(figure);
      String kind = figure.slice().replace("kind=", "");
      answers.add(answer(figure, MONTH, truth(month, question, kind)));
    }
  }

  private void weeks(Registry registry, List<SimulatedWeek> lived, List<Answer> answers) {
    for (SimulatedWeek week : lived) {
      for (Figure figure : published(registry, week.monday(), 1)) {
        answers.add(answer(figure, 1, week.prevalence(question(figure))));
      }
    }
  }

  private static List<Figure> published(Registry registry, LocalDate from, int weeks) {
    return registry.newest(start(from)).stream()
        .filter(f -> f.metric().equals("prevalence"))
        .filter(f -> f.period().from().equals(start(from)))
        .filter(f -> f.period().to().equals(start(from.plusWeeks(weeks))))
        .toList();
  }

  private static Answer answer(Figure figure, int weeks, double truth) {
    return new Answer(figure.policy(), weeks, figure.slice(), truth, figure.interval());
  }

  private Question question(Figure figure) {
    return questions.stream()
        .filter(q -> q.name().equals(figure.policy()))
        .findFirst()
        .orElseThrow();
  }

  /** Weeks count by their views. */
  private static double truth(List<SimulatedWeek> month, Question question, String kind) {
    return new SimulatedWeek(
            month.getFirst().monday(), month.stream().flatMap(w -> w.seen().stream()).toList())
        .share(question, kind);
  }
}
