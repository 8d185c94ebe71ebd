package io.hedgerow.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.cli.Hedgerow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not fit is refused with what is missing, or answered with "not enough data". */
final class MeasureBadInputTest {
  private static final String LABELLED = "unit,views,probability,label\n";

  @TempDir private Path folder;

  /** What a command said and how it ended. */
  private record Said(int code, String output, String errors) {}

  private Said run(String csv, String... arguments) throws IOException {
    String file = Files.writeString(folder.resolve("in.csv"), csv).toString();
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    List<String> all = new java.util.ArrayList<>(List.of("measure"));
    all.addAll(List.of(arguments));
    all.add(file);
    int code =
        Hedgerow.commandLine()
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(errors, true))
            .execute(all.toArray(String[]::new));
    return new Said(code, output.toString(), errors.toString());
  }

  private void refused(String why, String csv, String... arguments) throws IOException {
    Said said = run(csv, arguments);
    assertThat(said.errors()).contains(why).doesNotContain("Exception", "\tat ");
    assertThat(said.output()).as("nothing half-written").isEmpty();
    assertThat(said.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"replacement", "without", "random", "stratified"})
  void nothingIsDrawnFromContentThatNobodySaw(String design) throws IOException {
    String why = "in.csv: no row has views; nothing can be drawn";
    refused(why, "unit,views,score\na,0,0.5\nb,0,\n", "sample", "--design", design);
    refused(why, "unit,views,score\n", "sample", "--design", design);
  }

  @ParameterizedTest
  @CsvSource({
    "-3, 0.1, 'views must be finite and not negative, was -3.0'",
    "Infinity, 0.1, 'views must be finite and not negative, was Infinity'",
    "many, 0.1, '`views` must be a number, was ''many'''",
    "3, 1.5, 'score must be in [0, 1], was 1.5'",
    "3, NaN, 'score must be in [0, 1], was NaN'",
  })
  void impressionThatCannotBeIsNamedByItsRow(String views, String score, String why)
      throws IOException {
    refused(
        "in.csv: row 3: " + why,
        "unit,views,score\na,1,0.5\nb,%s,%s\n".formatted(views, score),
        "sample");
  }

  @ParameterizedTest
  @CsvSource({
    "a, 0, 0.1, 'views of a must be positive and finite, was 0.0'",
    "a, Infinity, 0.1, 'views of a must be positive and finite, was Infinity'",
    "a, NaN, 0.1, 'views of a must be positive and finite, was NaN'",
    "a, 1, 0, 'probability of a must be in (0, 1], was 0.0'",
    "a, 1, -0.1, 'probability of a must be in (0, 1], was -0.1'",
    "a, 1, Infinity, 'probability of a must be in (0, 1], was Infinity'",
    "a, 1, 1e-320, 'views / probability of a must be positive and finite, was Infinity'",
    "a, 1, '', '`probability` is missing'",
    "'', 1, 0.1, '`unit` is missing'",
  })
  void drawWhoseWeightCannotBeIsNamedByItsRow(
      String unit, String views, String probability, String why) throws IOException {
    String rows = LABELLED + "z,1,0.1,0\n%s,%s,%s,1\n".formatted(unit, views, probability);
    for (String design : List.of("replacement", "without", "random")) {
      refused("in.csv: row 3: " + why, rows, "prevalence", "--design", design);
    }
  }

  @Test
  void weightsThatAddUpToInfinityAreRefused() throws IOException {
    refused(
        "sum of views / probability must be positive and finite, was Infinity",
        LABELLED + "a,1e308,1,0\nb,1e308,1,1\n",
        "prevalence",
        "--design",
        "without");
  }

  @Test
  void withoutInclusionProbabilitiesNothingIsEstimated() throws IOException {
    refused(
        "in.csv: has no column `probability`; it has unit, views, label",
        "unit,views,label\na,1,1\n",
        "prevalence");
  }

  @Test
  void unitDrawnTwiceIsRefusedWhereThatCannotBe() throws IOException {
    String twice = LABELLED + "a,1,0.1,1\na,1,0.1,1\nb,1,0.1,0\n";
    String why = "unit a was drawn twice, but the design is without replacement";
    refused(why, twice, "prevalence", "--design", "without");
    refused(why, twice, "prevalence", "--design", "random");
    refused(why, twice, "prevalence", "--design", "stratified");
    Said counted = run(twice, "prevalence", "--json");
    assertThat(counted.output()).contains("\"labels\":3");
    assertThat(counted.code()).isZero();
  }

  @Test
  void policiesAreNotMixed() throws IOException {
    refused(
        "in.csv: row 3: policy is hate, before it was spam; measure one policy at a time",
        "unit,views,probability,label,policy\na,1,0.1,1,spam\nb,1,0.1,1,hate\n",
        "prevalence");
  }

  @Test
  void stratumWithOneDrawHasNoSpreadAndIsRefused() throws IOException {
    refused(
        "stratum 'y' needs 2 draws, has 1",
        "unit,views,probability,label,stratum\na,1,0.1,1,x\nb,1,0.1,0,x\nc,1,0.1,0,y\n",
        "prevalence",
        "--design",
        "stratified");
  }

  @Test
  void stratumWithoutDrawsIsNamedAndNotTakenForZero() throws IOException {
    Said said =
        run(
            "unit,views,probability,label,surface\na,1,0.1,1,feed\nb,1,0.1,0,feed\n",
            "prevalence",
            "--by",
            "surface",
            "--share",
            "feed=0.5",
            "--share",
            "search=0.5");
    assertThat(said.output())
        .contains("post-stratified: unknown, needs labelled draws in slice 'search'");
    assertThat(said.code()).isEqualTo(1);
  }

  @Test
  void labelsOfOneClassGiveAnIntervalAndNoCertainty() throws IOException {
    String rows = "a,1,0.1,%1$d\nb,1,0.1,%1$d\nc,1,0.1,%1$d\nd,1,0.1,%1$d\n";
    assertThat(run(LABELLED + rows.formatted(0), "prevalence").output())
        .contains("0.0000% (95% interval 0.0000% to 48.9");
    assertThat(run(LABELLED + rows.formatted(1), "prevalence").output())
        .contains("100.0000% (95% interval 51.0");
  }

  @Test
  void labelsOfOneClassSayNothingWhereClassesAreCompared() throws IOException {
    Said agreement = run("unit,value\n1,0\n1,0\n2,0\n2,0\n", "agreement");
    assertThat(agreement.output()).contains("unknown").doesNotContain("NaN");
    assertThat(agreement.code()).isEqualTo(1);
    Said predictions =
        run("unit,prediction,label\na,0,0\nb,0,0\nc,0,\nd,0,\n", "prevalence", "--predictions");
    assertThat(predictions.output()).contains("unknown, needs labels of both classes");
    assertThat(predictions.code()).isEqualTo(1);
  }

  @Test
  void oneLabelOrNoneIsNotEnough() throws IOException {
    assertThat(run(LABELLED, "prevalence").output()).contains("unknown, needs");
    Said one = run(LABELLED + "a,1,0.1,1\n", "prevalence");
    assertThat(one.output()).contains("unknown, needs at least 2 labelled draws, there is 1");
    assertThat(one.code()).isEqualTo(1);
  }

  @Test
  void missingAndImpossibleLabelsAreNamed() throws IOException {
    refused("row 2: `label` is missing", LABELLED + "a,1,0.1,\n", "prevalence");
    refused("row 2: `label` must be 0 or 1, was 0.5", LABELLED + "a,1,0.1,0.5\n", "prevalence");
    refused(
        "a was to be audited for certain but has no audit label",
        "unit,views,probability,label,audit_probability,truth\na,1,0.1,1,1,\n",
        "prevalence");
    refused(
        "row 2: audit probability of a must be in (0, 1], was 0.0",
        "unit,views,probability,label,audit_probability,truth\na,1,0.1,1,0,1\n",
        "prevalence");
  }

  @Test
  void labelerNoBetterThanChanceCorrectsNothing() throws IOException {
    String rows = LABELLED + "a,1,0.1,1\nb,1,0.1,0\n";
    Said chance = run(rows, "prevalence", "--sensitivity", "1/2", "--specificity", "1/2");
    assertThat(chance.output()).contains("unknown, needs a labeler better than chance");
    assertThat(chance.code()).isEqualTo(1);
    refused(
        "--sensitivity 5/2: rate must be in [0, 1], was 2.5",
        rows,
        "prevalence",
        "--sensitivity",
        "5/2",
        "--specificity",
        "1/2");
    refused(
        "--specificity 0/0: size must be positive and finite, was 0.0",
        rows,
        "prevalence",
        "--sensitivity",
        "1/2",
        "--specificity",
        "0/0");
  }
}
