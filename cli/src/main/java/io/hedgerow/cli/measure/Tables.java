package io.hedgerow.cli.measure;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.measurement.table.CsvReader;
import io.hedgerow.measurement.table.TableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens tables ({@code .gz} too, {@code -} is standard input) and words their refusals. */
final class Tables {
  private Tables() {}

  @FunctionalInterface
  interface Work<T> {
    T on(CsvReader table) throws IOException;
  }

  static <T> T read(Path file, Work<T> work) throws IOException {
    boolean standard = file.toString().equals("-");
    try (Reader in =
        new InputStreamReader(standard ? System.in : open(file), StandardCharsets.UTF_8)) {
      return work.on(new CsvReader(standard ? "standard input" : file.toString(), in));
    } catch (TableException | IllegalArgumentException wrong) {
      throw new CommandFailure(String.valueOf(wrong.getMessage()));
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
  }
}
