package io.hedgerow.server;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A {@link ServerProcess} that can be killed. */
final class ChildServer {
  private final Process process;
  private final Api api;

  private ChildServer(Process process, Api api) {
    this.process = process;
    this.api = api;
  }

  static ChildServer start(Path data, Path log) throws IOException {
    return start(data, log, "512m");
  }

  /**
   * @param heap its most, as {@code -Xmx} has it
   */
  static ChildServer start(Path data, Path log, String heap) throws IOException {
    Path ready = Files.createTempFile("hedgerow", ".ready");
    Files.delete(ready);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                ServerProcess.class.getName(),
                data.toString(),
                RunningServer.smallPack().toString(),
                ready.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
            .start();
    Await.until("the child server, see " + log, () -> Files.exists(ready) || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("the child server did not start: " + Files.readString(log));
    }
    List<String> lines = Files.readAllLines(ready);
    Files.delete(ready);
    return new ChildServer(process, new Api(URI.create(lines.get(0)), lines.get(1)));
  }

  /** The most memory it ever had in use, in MiB, the database's processes aside. */
  long peakMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
        .findFirst()
        .orElseThrow();
  }

  Api api() {
    return api;
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** {@code kill}: a graceful stop. */
  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
