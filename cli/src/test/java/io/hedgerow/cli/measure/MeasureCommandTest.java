package io.hedgerow.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.cli.Hedgerow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasureCommandTest {
  @TempDir private Path folder;
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  private int run(String... arguments) {
    return Hedgerow.commandLine()
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void sampleWritesEveryDrawWithItsProbability() throws IOException {
    String file = file("day.csv", "unit,views,score\na,10,0.5\nb,20,\nc,5,0.01\n");
    assertThat(run("measure", "sample", "--size", "2", file)).isZero();
    assertThat(output.toString().lines()).hasSize(3);
    assertThat(output.toString()).startsWith("unit,views,score,probability,label");
  }

  @Test
  void prevalenceOfLabelledSampleIsPrinted() throws IOException {
    String file = file("l.csv", "unit,views,probability,label\na,10,1,1\nb,30,1,0\n");
    assertThat(run("measure", "prevalence", "--design", "without", "--json", file)).isZero();
    assertThat(output.toString()).contains("\"value\":0.25");
  }

  @Test
  void unlabelledRowIsNamed() throws IOException {
    String file = file("l.csv", "unit,views,probability,label\na,10,1,\n");
    assertThat(run("measure", "prevalence", file)).isEqualTo(2);
    assertThat(errors.toString()).contains("l.csv: row 2: `label` is missing");
  }

  @Test
  void mixedPoliciesAreRefused() throws IOException {
    String file =
        file("l.csv", "unit,views,probability,label,policy\na,10,1,1,spam\nb,1,1,0,hate\n");
    assertThat(run("measure", "prevalence", file)).isEqualTo(2);
    assertThat(errors.toString()).contains("measure one policy at a time");
  }

  @Test
  void emptySampleEndsWithOne() throws IOException {
    assertThat(run("measure", "prevalence", file("l.csv", "unit,views,probability,label\n")))
        .isEqualTo(1);
    assertThat(output.toString()).contains("prevalence: unknown, needs");
  }

  @Test
  void agreementDriftAndExperimentAnswer() throws IOException {
    String answers = file("a.csv", "unit,value\n1,0\n1,0\n2,1\n2,1\n");
    assertThat(run("measure", "agreement", answers)).isZero();
    String scores = file("s.csv", "score\n" + "1\n2\n3\n4\n5\n".repeat(4));
    assertThat(run("measure", "drift", scores, scores)).isZero();
    String arms = file("e.csv", "arm,outcome\ncontrol,0\ntreatment,1\n");
    assertThat(run("measure", "experiment", arms)).isZero();
    assertThat(output.toString())
        .contains("1.0000 over 2 units", "PSI 0.0000", "undecided after 2");
  }

  @Test
  void jsonLinesAndParquetSayTheSameAsCsv() throws Exception {
    String csv = file("l.csv", "unit,views,probability,label\na,10,0.5,1\nb,30,0.25,0\n");
    String lines =
        file(
            "l.jsonl",
            "{\"unit\":\"a\",\"views\":10,\"probability\":0.5,\"label\":1}\n"
                + "{\"unit\":\"b\",\"views\":30,\"probability\":0.25,\"label\":0}\n");
    Path parquet = folder.resolve("l.parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "copy (from read_csv('" + csv + "')) to '" + parquet + "' (format parquet)");
    }
    for (String same : List.of(csv, lines, parquet.toString())) {
      assertThat(run("measure", "prevalence", "--json", same)).isZero();
    }
    assertThat(output.toString().lines().distinct()).hasSize(1);
    assertThat(output.toString()).contains("\"labels\":2");
  }

  @Test
  void theSameRowsAreDrawnFromParquetAsFromCsvWithAllTheirColumns() throws Exception {
    StringBuilder day = new StringBuilder("kind,unit,views,\"a, \"\"b\"\"\",score\n");
    for (int i = 0; i < 30_000; i++) {
      day.append("pin,u").append(i).append(',').append(i % 7).append(",t").append(i % 11);
      day.append(',').append(i % 3 == 0 ? "" : "0." + i % 10).append('\n');
    }
    String csv = file("d.csv", day.toString());
    Path parquet = folder.resolve("d.parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "copy (from read_csv('%s', all_varchar = true)) to '%s' (format parquet, row_group_size 4096)"
              .formatted(csv, parquet));
    }
    for (String design : List.of("replacement", "without", "stratified", "random")) {
      output.getBuffer().setLength(0);
      assertThat(run("measure", "sample", "--design", design, "--size", "300", csv)).isZero();
      String fromCsv = output.toString();
      output.getBuffer().setLength(0);
      assertThat(run("measure", "sample", "--design", design, "--size", "300", parquet.toString()))
          .isZero();
      assertThat(output.toString()).as(design).isEqualTo(fromCsv).contains("pin,u");
    }
  }

  @Test
  void filesThatAreNotWhatTheySayAreNamed() throws IOException {
    assertThat(run("measure", "prevalence", file("x.parquet", "no"))).isEqualTo(2);
    assertThat(run("measure", "prevalence", file("x.jsonl", "{\"unit\":\"a\"\n"))).isEqualTo(2);
    assertThat(errors.toString())
        .contains("x.parquet: cannot be read as Parquet", "x.jsonl: line 1:");
  }

  @Test
  void memberThatComesLateIsRefusedAndMissingOnesAreEmpty() throws IOException {
    String many = "{\"score\":1}\n{}\n".repeat(500);
    assertThat(run("measure", "drift", file("a.jsonl", many), file("b.jsonl", many))).isZero();
    assertThat(run("measure", "drift", file("c.jsonl", many + "{\"x\":1}\n"), "-")).isEqualTo(2);
    assertThat(errors.toString()).contains("c.jsonl: line 1001: has a member `x`");
  }

  @Test
  void strataAreDrawnWithTheirProbabilityAndEstimated() throws IOException {
    StringBuilder day = new StringBuilder("unit,views,score,label\n");
    for (int i = 0; i < 2_000; i++) {
      day.append("u").append(i).append(",1,").append(i % 10 == 0 ? 0.9 : 0.01).append(",x\n");
    }
    String file = file("day.csv", day.toString().replace(",label", ",seen"));
    assertThat(run("measure", "sample", "--design", "stratified", "--size", "400", file)).isZero();
    List<String> drawn = output.toString().lines().toList();
    assertThat(drawn.getFirst()).isEqualTo("unit,views,score,seen,stratum,probability,label");
    assertThat(drawn).hasSize(401);
    String labelled =
        file(
            "labelled.csv",
            drawn.stream()
                .map(
                    row -> row.startsWith("unit") ? row : row + (row.contains(",0.9,") ? "1" : "0"))
                .collect(Collectors.joining("\n")));
    output.getBuffer().setLength(0);
    assertThat(run("measure", "prevalence", "--design", "stratified", labelled)).isZero();
    assertThat(output.toString()).startsWith("prevalence: 10.0000%");
  }

  @Test
  void auditsCorrectAJudgeAndKnownRatesDoToo() throws IOException {
    String rows = "u%d,1,0.01,%d,%s,%s%n";
    StringBuilder audited =
        new StringBuilder("unit,views,probability,label,audit_probability,truth\n");
    for (int i = 0; i < 400; i++) {
      boolean positive = i < 80;
      boolean looked = positive || i % 2 == 0;
      audited.append(
          rows.formatted(
              i, positive ? 1 : 0, positive ? "1" : "0.5", looked ? i < 40 ? 1 : 0 : ""));
    }
    String file = file("audited.csv", audited.toString());
    assertThat(run("measure", "prevalence", "--json", file)).isZero();
    assertThat(output.toString()).contains("\"value\":0.1");
    output.getBuffer().setLength(0);
    String judged = file("judged.csv", audited.toString().replace("audit_probability", "chance"));
    assertThat(
            run(
                "measure",
                "prevalence",
                "--json",
                "--sensitivity",
                "100/100",
                "--specificity",
                "800/900",
                judged))
        .isZero();
    assertThat(output.toString()).containsPattern("\"value\":0\\.(0999|1)");
  }

  @Test
  void ratersGetTheirSkillAndPairsTheirKappa() throws IOException {
    StringBuilder answers = new StringBuilder("unit,rater,value\n");
    for (int unit = 0; unit < 60; unit++) {
      int truth = unit % 2;
      answers.append("%d,ann,%d%n%d,ben,%d%n".formatted(unit, truth, unit, truth));
      answers.append("%d,cyd,%d%n".formatted(unit, unit % 3 == 0 ? 1 - truth : truth));
    }
    assertThat(run("measure", "agreement", file("r.csv", answers.toString()))).isZero();
    assertThat(output.toString())
        .contains("ann and ben: κ 1.0000, AC1 1.0000 over 60 units")
        .contains("ann: right 100.0%", "cyd: right 66.7%");
  }

  @Test
  void strayingValueIsNamedOnce() throws IOException {
    StringBuilder rows = new StringBuilder("time,latency\n");
    Instant start = Instant.parse("2026-03-01T00:00:00Z");
    for (int i = 0; i < 600; i++) {
      double value = i >= 500 && i < 510 ? 590 - i : 10 + i % 7;
      rows.append(start.plusSeconds(600L * i)).append(',').append(value).append('\n');
    }
    String file = file("latency.csv", rows.toString());
    assertThat(run("measure", "anomalies", "--value", "latency", file)).isEqualTo(1);
    assertThat(output.toString().lines()).hasSize(1);
    assertThat(output.toString()).startsWith("2026-03-04T11:20:00Z: 90.0, expected about 1");
  }

  @Test
  void surrogateFollowsScoresAndSaysWhenTheyChangeMeaning() throws IOException {
    StringBuilder known = new StringBuilder("score,label\n");
    StringBuilder arms = new StringBuilder("arm,score,views,label\n");
    for (int i = 0; i < 400; i++) {
      known.append(i % 2 == 0 ? "0.05,0\n" : "0.95," + (i % 4 == 1 ? 1 : 0) + "\n");
      arms.append("control,%s,1,%n".formatted(i % 10 == 0 ? "0.95" : "0.05"));
      arms.append("treatment,0.95,1,1%n".formatted());
    }
    assertThat(
            run(
                "measure",
                "experiment",
                "--surrogate",
                file("known.csv", known.toString()),
                file("arms.csv", arms.toString())))
        .isEqualTo(1);
    assertThat(output.toString())
        .contains("control: 5.0000%", "treatment: scores no longer mean what they meant");
  }

  @Test
  void embeddingsThatMovedAreNoticed() throws IOException {
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      before.append("{\"vector\":[").append(i % 5).append(",1]}\n");
      after.append("{\"vector\":[").append(i % 5).append(",4]}\n");
    }
    String old = file("old.jsonl", before.toString());
    assertThat(run("measure", "drift", "--embedding", "--column", "vector", old, old)).isZero();
    assertThat(
            run(
                "measure",
                "drift",
                "--embedding",
                "--column",
                "vector",
                old,
                file("new.jsonl", after.toString())))
        .isEqualTo(1);
  }
}
