package io.hedgerow.server.console;

import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.source.SourceId;
import io.hedgerow.server.source.Sources;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How each rule, model and bank does. */
@ShowsNoContent
@RestController
public final class SourcePage {
  private final Templates templates;
  private final Sources sources;

  SourcePage(Templates templates, Sources sources) {
    this.templates = templates;
    this.sources = sources;
  }

  @GetMapping("/console/sources")
  ResponseEntity<byte[]> page(HttpServletRequest request, Authentication who) {
    return templates.render(
        "sources",
        Map.of(
            "page", Page.of("Sources", "sources", request, who),
            "sources", sources.list(),
            "mayAccept", Permission.MEASURE_WRITE.heldBy(who)));
  }

  /** Accepts that a source is how it is now. */
  @PostMapping("/console/sources/accept")
  ResponseEntity<byte[]> accept(
      @RequestParam String kind,
      @RequestParam String source,
      @RequestParam String policy,
      @RequestParam String reason,
      Authentication who) {
    if (!reason.isBlank()) {
      sources.accept(
          new SourceId(kind.toUpperCase(Locale.ROOT), source, policy),
          Author.of(who).id(),
          reason.strip());
    }
    return ResponseEntity.status(303).header(HttpHeaders.LOCATION, "/console/sources").build();
  }
}
