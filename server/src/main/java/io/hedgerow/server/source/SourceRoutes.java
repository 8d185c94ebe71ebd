package io.hedgerow.server.source;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.measurement.experiment.RateWatch;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.quality.Measures;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** How each rule, model and bank does. */
@ShowsNoContent
@RestController
final class SourceRoutes {
  private static final List<String> KINDS = List.of("rule", "hash", "model", "llm");

  private final Sources sources;

  SourceRoutes(Sources sources) {
    this.sources = sources;
  }

  @GetMapping("/v1/sources")
  ResponseEntity<byte[]> list() {
    return Answers.ok(
        members(
            "days",
            Sources.PERIOD.toDays(),
            "sources",
            sources.list().stream().map(SourceRoutes::describe).toList()));
  }

  private static Map<String, Object> describe(Sources.Source source) {
    return members(
        "kind", source.id().kindWord(),
        "source", source.id().name(),
        "policy", source.id().policy(),
        "labels", source.labels(),
        "last_fired", source.lastFired().map(Instant::toString),
        "precision", Measures.tree(source.audited()),
        "audits_waiting", source.waiting(),
        "upheld_on_appeal", Measures.tree(source.upheld()),
        "overturn_rate", Measures.tree(source.overturnRate()),
        "pass_rate", Measures.tree(source.passRate()),
        "watch",
            members(
                "precision", describe(source.precisionWatch()),
                "pass_rate", describe(source.passWatch())));
  }

  private static Map<String, Object> describe(RateWatch watch) {
    return members(
        "outcomes", watch.seen(),
        "watching", watch.watching(),
        "was_low", watch.baseline().low(),
        "was_high", watch.baseline().high(),
        "alarm", watch.alarm().name().toLowerCase(Locale.ROOT));
  }

  /** Accepts that a source is how it is now. */
  @PostMapping("/v1/sources/accept")
  ResponseEntity<byte[]> accept(HttpServletRequest request, Authentication who) throws IOException {
    Body body = Body.read(request, "kind", "source", "policy", "reason");
    String kind = body.text("kind");
    if (!KINDS.contains(kind)) {
      throw Refusal.at(ProblemType.INVALID, "kind", "a source is one of " + KINDS);
    }
    SourceId id =
        new SourceId(kind.toUpperCase(Locale.ROOT), body.text("source"), body.text("policy"));
    if (!sources.accept(id, Author.of(who).id(), body.text("reason"))) {
      throw Refusal.of(ProblemType.NOT_FOUND, "no such source has written a label");
    }
    return Answers.nothing();
  }
}
