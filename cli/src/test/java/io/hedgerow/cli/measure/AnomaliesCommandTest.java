package io.hedgerow.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.cli.Hedgerow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnomaliesCommandTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @TempDir private Path folder;
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  private int run(String text, String... options) throws IOException {
    String file = Files.writeString(folder.resolve("counts.csv"), text).toString();
    return Hedgerow.commandLine()
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(errors, true))
        .execute(
            Stream.of(
                    Stream.of("measure", "anomalies", "--by", "country"),
                    Stream.of("--period", "24", file),
                    Stream.of(options))
                .flatMap(words -> words)
                .toArray(String[]::new));
  }

  private static String counts(int hours, long newest) {
    StringBuilder text = new StringBuilder("time,country,count\n");
    for (int hour = 0; hour < hours; hour++) {
      Instant at = START.plus(Duration.ofHours(hour));
      text.append(at).append(",DE,").append(1_000 + hour % 24).append('\n');
      text.append(at).append(",LU,").append(hour == hours - 1 ? newest : 5).append('\n');
    }
    return text.toString();
  }

  @Test
  void spikeInOneCountryIsNamedAndTheOthersAreNot() throws IOException {
    assertThat(run(counts(97, 60))).isEqualTo(1);
    assertThat(output.toString().lines())
        .singleElement()
        .asString()
        .startsWith("country=LU: 60, expected 5.0, limit ");
  }

  @Test
  void usualCountsFindNothing() throws IOException {
    assertThat(run(counts(97, 5))).isZero();
    assertThat(output.toString()).isEmpty();
  }

  @Test
  void stepWithoutRowIsZero() throws IOException {
    String text = counts(96, 5) + START.plus(Duration.ofHours(96)) + ",LU,60\n";
    assertThat(run(text, "--json")).isEqualTo(1);
    assertThat(output.toString()).contains("{\"slice\":\"country=LU\",\"observed\":60,");
    assertThat(output.toString())
        .contains("{\"slice\":\"country=DE\",\"observed\":0,\"expected\":1000.0000,\"least\":");
  }

  @Test
  void shortHistoryIsUnknown() throws IOException {
    assertThat(run(counts(96, 60))).isEqualTo(1);
    assertThat(output.toString())
        .contains("country=LU: unknown, needs 4 whole seasons before the newest step");
  }

  @Test
  void emptyTableIsUnknown() throws IOException {
    assertThat(run("time,country,count\n")).isEqualTo(1);
    assertThat(output.toString()).contains("every slice: unknown");
  }

  @Test
  void wrongTimeAndCountAreNamed() throws IOException {
    assertThat(run("time,country,count\nnoon,LU,1\n")).isEqualTo(2);
    assertThat(run("time,country,count\n2026-03-01T00:00:00Z,LU,-1\n")).isEqualTo(2);
    assertThat(errors.toString())
        .contains("counts.csv: row 2: `time` must be like", "`count` must be a whole number");
  }
}
