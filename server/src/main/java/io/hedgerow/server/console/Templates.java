package io.hedgerow.server.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Renders pages from templates that were compiled with the program. Thread-safe. */
final class Templates {
  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

  /** A page or a part of one; never kept by browsers, since it shows people's content. */
  ResponseEntity<byte[]> render(String template, Map<String, Object> parameters) {
    StringOutput out = new StringOutput();
    engine.render(template + ".jte", parameters, out);
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .cacheControl(CacheControl.noStore())
        .body(out.toString().getBytes(StandardCharsets.UTF_8));
  }
}
