package io.hedgerow.server.console;

import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.traffic.Traffic;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What comes in, and what of it is not as before. */
@ShowsNoContent
@RestController
public final class TrafficPage {
  private final Templates templates;
  private final Traffic traffic;

  TrafficPage(Templates templates, Traffic traffic) {
    this.templates = templates;
    this.traffic = traffic;
  }

  @GetMapping("/console/traffic")
  ResponseEntity<byte[]> page(HttpServletRequest request, Authentication who) {
    return templates.render(
        "traffic",
        Map.of("page", Page.of("Traffic", "traffic", request, who), "traffic", traffic.standing()));
  }
}
