package io.hedgerow.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads lines from files ({@code .gz} too) or, for {@code -} and when none is named, standard
 * input.
 */
public final class Lines {
  private Lines() {}

  /** Is told of every line, with its file and number from 1. */
  @FunctionalInterface
  public interface Reader {
    void line(String file, long number, String text) throws IOException;
  }

  public static void read(List<Path> files, InputStream standardInput, Reader reader)
      throws IOException {
    for (Path file : files.isEmpty() ? List.of(Path.of("-")) : files) {
      boolean standard = file.toString().equals("-");
      try (InputStream in = standard ? standardInput : open(file)) {
        read(standard ? "standard input" : file.toString(), in, reader);
      }
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static void read(String name, InputStream in, Reader reader) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        reader.line(name, number, line);
      }
    }
  }
}
