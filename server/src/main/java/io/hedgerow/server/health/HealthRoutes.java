package io.hedgerow.server.health;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Liveness, readiness with its parts, and metrics. */
@ShowsNoContent
@RestController
final class HealthRoutes {
  private final Health health;
  private final PrometheusMeterRegistry registry;

  HealthRoutes(Health health, PrometheusMeterRegistry registry) {
    this.health = health;
    this.registry = registry;
  }

  @GetMapping("/health/live")
  ResponseEntity<byte[]> live() {
    return Answers.ok(members("status", "up"));
  }

  @GetMapping("/health/ready")
  ResponseEntity<byte[]> ready() {
    Map<String, Optional<String>> parts = health.check();
    boolean up = parts.values().stream().allMatch(Optional::isEmpty);
    Map<String, Object> described = new LinkedHashMap<>();
    parts.forEach((name, wrong) ->
        described.put(name, members("status", wrong.isEmpty() ? "up" : "down", "reason", wrong)));
    return Answers.status(
        up ? 200 : 503, members("status", up ? "up" : "down", "parts", described));
  }

  @GetMapping("/metrics")
  ResponseEntity<String> metrics() {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
        .body(registry.scrape());
  }
}
