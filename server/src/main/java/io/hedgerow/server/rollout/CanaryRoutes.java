package io.hedgerow.server.rollout;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** How canaries stand, and a look at them now instead of within the minute. */
@ShowsNoContent
@RestController
final class CanaryRoutes {
  private static final int STOPPED = 20;

  private final CanaryGuard guard;

  CanaryRoutes(CanaryGuard guard) {
    this.guard = guard;
  }

  @GetMapping("/v1/canaries")
  ResponseEntity<byte[]> canaries(HttpServletRequest request) {
    Parameters.of(request);
    return Answers.ok(
        members(
            "canaries",
            guard.standings().stream()
                .map(one -> members("kind", one.kind(), "name", one.name(), "stands", one.words()))
                .toList(),
            "stopped",
            guard.stopped(STOPPED).stream()
                .map(stop ->
                    members(
                        "kind", stop.kind(),
                        "name", stop.name(),
                        "why", stop.why(),
                        "at", stop.at().toString()))
                .toList()));
  }

  @PostMapping("/v1/canaries/look")
  ResponseEntity<byte[]> look() {
    return Answers.ok(members("stopped", guard.look()));
  }
}
