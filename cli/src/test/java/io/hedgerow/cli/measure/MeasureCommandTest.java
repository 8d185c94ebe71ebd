package io.hedgerow.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.cli.Hedgerow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
