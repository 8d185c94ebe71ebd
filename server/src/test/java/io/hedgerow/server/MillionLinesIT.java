package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of a million lines in a server whose heap would not hold it. */
final class MillionLinesIT {
  private static final String HEAP = "256m";
  private static final int LINES = 1_000_000;

  @Test
  void aMillionLinesOfWhichMostAreWrongFitIntoASmallHeap(@TempDir Path folder)
      throws IOException, InterruptedException {
    ChildServer server = ChildServer.start(folder.resolve("data"), folder.resolve("log.txt"), HEAP);
    try {
      Response asked = ask(server, csv(LINES, 1_000));

      assertThat(asked.status()).as(asked.raw().body()).isEqualTo(201);
      assertThat(asked.text("entities")).isEqualTo("1000");
      assertThat(asked.text("refused")).isEqualTo(String.valueOf(LINES - 1_000));
      assertThat(asked.list("problems")).hasSize(100);
      assertThat(server.api().get("/v1/bulk/" + asked.text("id")).status())
          .as("it still answers")
          .isEqualTo(200);
    } finally {
      server.stop();
    }
    assertThat(Files.readString(folder.resolve("log.txt"))).doesNotContain("OutOfMemoryError");
  }

  private static Response ask(ChildServer server, String csv) {
    return server
        .api()
        .waiting(Duration.ofMinutes(10))
        .post(
            "/v1/bulk?policy=spam&reason=r&name=many.csv",
            "text/csv",
            csv,
            "idempotency-key",
            "million");
  }

  /** The first lines name pins, the rest something that cannot be labelled. */
  private static String csv(int lines, int right) {
    StringBuilder csv = new StringBuilder("entity\n");
    for (int i = 0; i < lines; i++) {
      csv.append(i < right ? "pin:p" : "planet:p").append(i).append('\n');
    }
    return csv.toString();
  }

  /** Measures a file of which every line is right: arguments are lines and heap. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int lines = Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("million");
    ChildServer server =
        ChildServer.start(folder.resolve("data"), folder.resolve("log.txt"), arguments[1]);
    try {
      String csv = csv(lines, lines);
      out.printf("at rest: %,d MiB%n", server.peakMemory());
      long begun = System.nanoTime();
      Response asked = ask(server, csv);
      out.printf(
          "%d: %s entities of %,d bytes taken in %,d ms, peak %,d MiB%n",
          asked.status(),
          asked.text("entities"),
          csv.length(),
          Duration.ofNanos(System.nanoTime() - begun).toMillis(),
          server.peakMemory());
      String action = "/v1/bulk/" + asked.text("id");
      Await.until("previewed", () -> server.api().get(action).text("state").equals("previewed"));
      out.printf(
          "previewed after %,d ms, peak %,d MiB%n",
          Duration.ofNanos(System.nanoTime() - begun).toMillis(), server.peakMemory());
    } finally {
      server.stop();
    }
  }
}
