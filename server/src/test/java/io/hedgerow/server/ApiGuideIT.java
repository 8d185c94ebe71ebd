package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.PackLoader;
import io.hedgerow.engine.pack.PackLoading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Runs the examples of docs/reference/api.md from top to bottom, as a reader would. */
@TestInstance(Lifecycle.PER_CLASS)
final class ApiGuideIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern SHELL =
      Pattern.compile("^```sh\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

  private RunningServer server = unstarted();

  @SuppressWarnings("NullAway")
  private static RunningServer unstarted() {
    return null;
  }

  @BeforeAll
  void start() {
    assumeTrue(isThere("curl") && isThere("zip"), "the examples need curl and zip");
    server = new RunningServer();
    for (int pin = 1; pin <= 3; pin++) {
      server.api().event(Api.event("before-" + pin, "u" + pin, "p" + pin, "x"));
    }
  }

  @AfterAll
  @SuppressWarnings("NullAway")
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @TestFactory
  List<DynamicTest> examples() throws IOException {
    String guide = Files.readString(ROOT.resolve("docs/reference/api.md"));
    return SHELL
        .matcher(guide)
        .results()
        .map(block -> block.group(1))
        .filter(block -> block.contains("curl"))
        // Nothing is over its quota in a server that has seen three pins.
        .map(block -> block.replaceAll("(?s)curl[^\n]*/v1/parked/settle.*?\n(?=curl|$)", ""))
        .map(block ->
            DynamicTest.dynamicTest(
                Objects.toString(block.lines().findFirst().get()), () -> run(block)))
        .toList();
  }

  private void run(String block) throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder(
                "bash",
                "-euo",
                "pipefail",
                "-c",
                "curl() { command curl --fail-with-body \"$@\"; }\n" + filledIn(block))
            .directory(ROOT.toFile())
            .redirectErrorStream(true);
    shell.environment().put("HEDGEROW", server.server().address().toString());
    shell.environment().put("KEY", server.key());
    Process process = shell.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }

  /** What the guide writes in capitals, and an address that is there without a network. */
  private String filledIn(String block) {
    return block
        .replace("VERSION", pinboard())
        .replace("https://example.org/", "http://127.0.0.1:9/");
  }

  private static String pinboard() {
    return switch (PackLoader.load(ROOT.resolve("packs/pinboard"))) {
      case PackLoading.Loaded(Pack pack, var _) -> pack.version();
      case PackLoading.Failed failed -> throw new AssertionError(failed.diagnostics());
    };
  }

  private static boolean isThere(String program) {
    return Stream.of(Objects.toString(System.getenv("PATH"), "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
