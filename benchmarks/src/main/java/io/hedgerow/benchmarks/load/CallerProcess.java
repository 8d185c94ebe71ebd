package io.hedgerow.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Callers in a process of their own, as they are in the world: what they allocate is not collected
 * in the server's pauses, and their threads are not the server's. They still share its processors.
 */
final class CallerProcess implements AutoCloseable {
  private static final String DONE = "done";

  private final Path folder;
  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  private CallerProcess(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * @param folder for what is sent and what was measured
   */
  static CallerProcess start(URI events, String key, Path folder) throws IOException {
    Files.createDirectories(folder);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-Dhttp.maxConnections=64",
                "-cp",
                System.getProperty("java.class.path"),
                CallerProcess.class.getName(),
                events.toString(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    CallerProcess callers = new CallerProcess(folder, process);
    callers.order(key); // not among the arguments, which everybody on the machine can read
    return callers;
  }

  Latencies run(Load load) throws IOException {
    load.write(load(folder));
    order("go");
    @Nullable String answer = answers.readLine();
    if (!DONE.equals(answer)) {
      throw new IOException("the callers ended: " + answer);
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(measured(folder))))) {
      Duration took = Duration.ofNanos(in.readLong());
      long[] nanos = new long[load.bodies().size()];
      for (int i = 0; i < nanos.length; i++) {
        nanos[i] = in.readLong();
      }
      return new Latencies(nanos, load.events(), took);
    }
  }

  private void order(String line) throws IOException {
    orders.write(line + "\n");
    orders.flush();
  }

  /** The callers end when nobody gives orders any more. */
  @Override
  public void close() throws IOException {
    orders.close();
    process.onExit().join();
  }

  private static Path load(Path folder) {
    return folder.resolve("load");
  }

  private static Path measured(Path folder) {
    return folder.resolve("measured");
  }

  /** The process: its key and then one load after the other, as it is told. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    URI events = URI.create(arguments[0]);
    Path folder = Path.of(arguments[1]);
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String key = orders.readLine();
    while (orders.readLine() != null) {
      Latencies latencies = new Callers(events, key, Load.read(load(folder))).run();
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(measured(folder))))) {
        out.writeLong(latencies.took().toNanos());
        for (long nano : latencies.nanos()) {
          out.writeLong(nano);
        }
      }
      System.out.println(DONE);
    }
  }
}
