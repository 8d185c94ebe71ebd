package io.hedgerow.server.bulk;

import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A body put on disk before it is read, so that a slow sender holds no transaction open. Deleted
 * when closed.
 */
final class Spool implements AutoCloseable {
  /** Bytes of one file, at most: a million lines of sixty characters. */
  static final long MOST_BYTES = 64L << 20;

  private final Path file;

  private Spool(Path file) {
    this.file = file;
  }

  static Spool of(InputStream in) throws IOException {
    Spool spool = new Spool(Files.createTempFile("hedgerow-bulk", ".csv"));
    try (OutputStream out = Files.newOutputStream(spool.file)) {
      byte[] block = new byte[1 << 16];
      long size = 0;
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        size += n;
        if (size > MOST_BYTES) {
          throw Refusal.of(
              ProblemType.TOO_LARGE, "a file may have " + MOST_BYTES + " bytes here; split it");
        }
        out.write(block, 0, n);
      }
    } catch (IOException | RuntimeException failure) {
      spool.close();
      throw failure;
    }
    return spool;
  }

  InputStream open() throws IOException {
    return Files.newInputStream(file);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
