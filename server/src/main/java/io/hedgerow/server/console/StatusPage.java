package io.hedgerow.server.console;

import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.measure.Definition;
import io.hedgerow.server.measure.MeasureRoutes;
import io.hedgerow.server.measure.Registry;
import io.hedgerow.server.measure.Status;
import io.hedgerow.server.measure.StatusCsv;
import io.hedgerow.server.measure.StatusPlan;
import io.hedgerow.server.pack.PackShelf;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How safe the community is, for leadership: on screen, on paper and as CSV. */
@ShowsNoContent
@RestController
public final class StatusPage {
  private final Templates templates;
  private final Registry registry;
  private final PackShelf shelf;
  private final StatusPlan plan;
  private final InstantSource clock;

  StatusPage(
      Templates templates,
      Registry registry,
      PackShelf shelf,
      StatusPlan plan,
      InstantSource clock) {
    this.templates = templates;
    this.registry = registry;
    this.shelf = shelf;
    this.plan = plan;
    this.clock = clock;
  }

  @GetMapping("/console/status")
  ResponseEntity<byte[]> page(HttpServletRequest request, Authentication who) {
    return templates.render(
        "status", Map.of("page", Page.of("Status", "status", request, who), "status", status()));
  }

  /** One figure: what it restates, what restates it, and the same under other definitions. */
  @GetMapping("/console/status/figures/{id}")
  ResponseEntity<byte[]> figure(
      @PathVariable String id, HttpServletRequest request, Authentication who) {
    Registry.History history = MeasureRoutes.history(registry, id);
    return templates.render(
        "figure",
        Map.of(
            "page", Page.of("Figure " + id, "status", request, who),
            "history", history,
            "kind",
                Optional.ofNullable(registry.definitions().get(history.figure().metric()))
                    .map(Definition::kind)
                    .orElse(Definition.Kind.SHARE)));
  }

  @GetMapping("/console/status.csv")
  ResponseEntity<byte[]> csv() {
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"status.csv\"")
        .body(StatusCsv.of(status()).getBytes(StandardCharsets.UTF_8));
  }

  private Status status() {
    return Status.read(registry, shelf.active(), plan.plan(), clock.instant());
  }
}
