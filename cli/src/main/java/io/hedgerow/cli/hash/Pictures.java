package io.hedgerow.cli.hash;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.decode.Decoding.Decoded;
import io.hedgerow.matching.image.decode.Decoding.Undecodable;
import io.hedgerow.matching.image.decode.DecodingLimits;
import io.hedgerow.matching.image.decode.ImageDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Goes through the pictures named on the command line; a bad one is reported and the rest go on.
 */
public final class Pictures {
  private static final String STANDARD_INPUT = "-";

  private final ImageDecoder decoder = new ImageDecoder(DecodingLimits.DEFAULT);
  private final boolean upright;
  private final PrintWriter errors;

  public Pictures(boolean upright, PrintWriter errors) {
    this.upright = upright;
    this.errors = errors;
  }

  /** What is done with one picture. */
  @FunctionalInterface
  public interface Use {
    void accept(String name, Pixels pixels);
  }

  /** Returns how many could not be read. */
  public int each(List<String> names, Use use) {
    int failed = 0;
    for (String name : names) {
      try {
        switch (decoder.decode(read(name))) {
          case Decoded picture ->
              use.accept(name, upright ? picture.upright().of(picture.pixels()) : picture.pixels());
          case Undecodable bad -> {
            report(name, bad.fault().name().toLowerCase(Locale.ROOT) + ": " + bad.message());
            failed++;
          }
        }
      } catch (IOException unreadable) {
        report(name, describe(unreadable));
        failed++;
      }
    }
    return failed;
  }

  private void report(String name, String what) {
    errors.println("hedgerow: " + name + ": " + what);
    errors.flush();
  }

  private static String describe(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "may not be read";
      default -> String.valueOf(failure.getMessage());
    };
  }

  /** Reads at most one byte more than the limit, which the decoder then names. */
  private static byte[] read(String name) throws IOException {
    int most = DecodingLimits.DEFAULT.mostBytes() + 1;
    if (name.equals(STANDARD_INPUT)) {
      return System.in.readNBytes(most);
    }
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      return in.readNBytes(most);
    }
  }
}
