package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the docs that is written from the code; {@code -Dgolden.write} writes it anew. */
public final class GoldenPage {
  private GoldenPage() {}

  public static void check(String page, String rendered) throws IOException {
    Path path = root().resolve("docs/reference").resolve(page);
    if (System.getProperty("golden.write") != null) {
      Files.createDirectories(path.getParent());
      Files.writeString(path, rendered);
    }
    assertThat(rendered)
        .as("docs/reference/%s is out of date; run with -Dgolden.write", page)
        .isEqualTo(Files.exists(path) ? Files.readString(path) : "");
  }

  /** The repository, from whichever folder the tests run in. */
  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("docs")) ? here : here.resolve("..").normalize();
  }
}
