package io.hedgerow.server.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.hedgerow.server.measure.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The status page as one file that stands alone: to mail, to print, to keep. */
public final class StatusDocument {
  private StatusDocument() {}

  public static String html(Status status) {
    StringOutput out = new StringOutput();
    TemplateEngine.createPrecompiled(ContentType.Html)
        .render("statusDocument.jte", Map.of("status", status, "style", style()), out);
    return out.toString();
  }

  private static String style() {
    try (InputStream in = StatusDocument.class.getResourceAsStream("/static/assets/console.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
