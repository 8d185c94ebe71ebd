package io.hedgerow.benchmarks.weeks;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.benchmarks.weeks.WeeksStudy.Answer;
import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.PackCompilation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The study on a small scale; its full table is in docs/benchmarks/measurement.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WeeksStudyTest {
  private static final int WEEKS = 12;
  private static final Question JUDGED =
      Question.of("spam").labelledBy(0.8, 0.01).checked(0.2, Question.Checker.RIGHT);

  private List<Answer> answers = List.of();

  @BeforeAll
  void measure(@TempDir Path folder) throws IOException {
    List<Question> questions =
        List.of(Question.of("spam"), Question.of("account-takeover"), JUDGED);
    answers = new WeeksStudy(pack(), WEEKS, 1_500, 60, questions).answers(folder);
  }

  private static CompiledPack pack() {
    return switch (CompiledPack.load(Path.of("../packs/pinboard"))) {
      case PackCompilation.Compiled(CompiledPack pack) -> pack;
      case PackCompilation.Failed failed -> throw new AssertionError(failed);
    };
  }

  private List<Answer> weekly(String question) {
    return answers.stream().filter(a -> a.weeks() == 1 && a.question().equals(question)).toList();
  }

  @Test
  void everyWeekAndPolicyHasAnInterval() {
    assertThat(weekly("spam")).hasSize(WEEKS).allMatch(a -> a.interval().isPresent());
    assertThat(weekly("account-takeover")).hasSize(WEEKS).allMatch(a -> a.interval().isPresent());
  }

  @Test
  void publishedIntervalsHoldTheTruthOfNearlyEveryWeek() {
    List<Answer> weeks =
        answers.stream()
            .filter(a -> a.weeks() == 1 && !a.question().equals(JUDGED.name()))
            .toList();
    assertThat(weeks.stream().filter(Answer::held).count()).isGreaterThanOrEqualTo(22);
  }

  /** A judge who flags one in a hundred of what is fine, audited by people. */
  @Test
  void auditsMakeUpForAPoorJudge() {
    assertThat(weekly(JUDGED.name()).stream().filter(Answer::held).count())
        .isGreaterThanOrEqualTo(11);
  }

  @Test
  void secondLooksMakeUpForPeopleWhoErrInWeeksLabelledManyTimes() {
    Question errs = Question.of("spam").labelledBy(0.9, 0.001);
    List<Question> questions = List.of(errs, errs.checked(0.25, Question.Checker.ALIKE));
    List<Answer> many = new LabelersStudy(pack(), 3, 40, 3_000, 200, questions).answers();
    assertThat(many).hasSize(240);
    assertThat(many.stream().map(Answer::interval).distinct().count()).isGreaterThan(200);
    assertThat(held(many, errs.name() + ", checked")).isGreaterThanOrEqualTo(106);
    assertThat(held(many, errs.name())).isLessThan(held(many, errs.name() + ", checked"));
  }

  private static long held(List<Answer> answers, String question) {
    return answers.stream().filter(a -> a.question().equals(question)).filter(Answer::held).count();
  }

  @Test
  void theySayMoreThanThatAnythingIsPossible() {
    assertThat(weekly("spam"))
        .allMatch(a -> a.truth() > 0)
        .allMatch(a -> a.interval().orElseThrow().width() < 0.15);
  }

  @Test
  void fourWeeksAndTheirSlicesAreHeldAgainstTheirOwnTruth() {
    assertThat(answers)
        .filteredOn(a -> a.weeks() == 4)
        .extracting(Answer::slice)
        .contains("", "kind=pin", "kind=comment");
  }
}
