package io.hedgerow.server.quality;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.review.Review;
import io.hedgerow.review.quality.Goldens.Declared;
import io.hedgerow.review.quality.Quality;
import io.hedgerow.review.quality.QualityRates.Rate;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** How much is looked at for quality, golden cases, audit samples, and the numbers. */
@ShowsNoContent
@RestController
public final class QualityRoutes {
  private final Review review;
  private final Teams teams;
  private final PackShelf shelf;
  private final Bounds bounds;

  QualityRoutes(Review review, Teams teams, PackShelf shelf, Bounds bounds) {
    this.review = review;
    this.teams = teams;
    this.shelf = shelf;
    this.bounds = bounds;
  }

  private Quality quality() {
    return review.quality();
  }

  @GetMapping("/v1/quality/rates")
  ResponseEntity<byte[]> rates() {
    return Answers.ok(
        members(
            "queues",
            quality().rates().list().stream()
                .map(r -> members("queue", r.queue(), "golden", r.golden(), "second", r.second()))
                .toList(),
            "audits_a_day",
            (long) quality().rates().auditsADay()));
  }

  /** Of one queue; or how many labels of each source are audited a day. */
  @PostMapping("/v1/quality/rates")
  ResponseEntity<byte[]> setRates(HttpServletRequest request, Authentication who)
      throws IOException {
    Body body = Body.read(request, "queue", "golden", "second", "audits_a_day");
    String author = Author.of(who).id();
    body.optionalText("queue")
        .ifPresent(queue -> {
          known(queue);
          quality()
              .rates()
              .put(
                  new Rate(
                      queue,
                      body.number("golden", 0, 0.5).orElse(0.0),
                      body.number("second", 0, 1).orElse(0.0)),
                  author);
        });
    body.number("audits_a_day", 0, 1_000)
        .ifPresent(size -> quality().rates().auditADay(size.intValue(), author));
    return rates();
  }

  private void known(String queue) {
    if (review.queues().find(queue).isEmpty()) {
      throw Refusal.at(ProblemType.INVALID, "queue", "there is no queue `" + queue + "`");
    }
  }

  @Shows("golden")
  @GetMapping("/v1/golden")
  ResponseEntity<byte[]> goldens(Authentication who) {
    return Answers.ok(
        members(
            "golden",
            bounds.open(who, quality().goldens().list(), g -> Optional.of(g.entity())).stream()
                .map(g ->
                    members(
                        "id", g.id(),
                        "case", g.source(),
                        "entity", g.entity().toString(),
                        "queue", g.queue(),
                        "language", g.language(),
                        "policy", g.broken(),
                        "why", g.why(),
                        "author", g.author(),
                        "created", g.created().toString(),
                        "answers", (long) g.answers(),
                        "right", (long) g.right()))
                .toList()));
  }

  /** Without a policy the case breaks none. */
  @PostMapping("/v1/golden")
  ResponseEntity<byte[]> declare(HttpServletRequest request, Authentication who)
      throws IOException {
    Body body = Body.read(request, "case", "policy", "why");
    String policy = body.optionalText("policy").orElse("");
    policy(policy);
    long source =
        body.number("case", 1, 1L << 53)
            .orElseThrow(() -> Refusal.at(ProblemType.INVALID, "case", "name the case"))
            .longValue();
    bounds.lookAtCase(who, source);
    return Answers.status(
        201,
        members(
            "id",
            declared(
                quality().goldens().declare(source, policy, body.text("why"), Author.of(who).id()),
                source)));
  }

  private void policy(String policy) {
    if (!policy.isEmpty() && !shelf.active().policies().containsKey(policy)) {
      throw Refusal.at(
          ProblemType.INVALID, "policy", "the active pack has no policy `" + policy + "`");
    }
  }

  /** Its number, or the refusal that says why there is none. */
  public static long declared(Declared declared, long source) {
    return switch (declared) {
      case Declared.Kept(long golden) -> golden;
      case Declared.Already() ->
          throw Refusal.of(ProblemType.CONFLICT, "case " + source + " is golden already");
      case Declared.NotDecided() ->
          throw Refusal.at(
              ProblemType.INVALID,
              "case",
              "case %d is not there, an appeal, or not decided yet".formatted(source));
    };
  }

  @DeleteMapping("/v1/golden/{id}")
  ResponseEntity<byte[]> retire(@PathVariable long id, Authentication who) {
    if (!quality().goldens().retire(id, Author.of(who).id())) {
      throw Refusal.of(ProblemType.NOT_FOUND, "no golden case " + id + " is in use");
    }
    return Answers.nothing();
  }

  /** Draws from a day that is over. */
  @PostMapping("/v1/audits")
  ResponseEntity<byte[]> audit(HttpServletRequest request, Authentication who) throws IOException {
    Body body = Body.read(request, "day", "size", "seed");
    OptionalInt draws =
        Days.refusing(() ->
            quality()
                .audits()
                .draw(
                    Days.read("day", body.text("day")),
                    body.number("size", 1, 1_000).map(Double::intValue).orElse(10),
                    body.number("seed", -(1L << 53), 1L << 53).map(Double::longValue).orElse(1L),
                    Author.of(who).id()));
    if (draws.isEmpty()) {
      throw Refusal.of(ProblemType.CONFLICT, "that day was drawn already; a day is drawn once");
    }
    return Answers.status(201, members("draws", (long) draws.getAsInt()));
  }

  /** One's own numbers. */
  @GetMapping("/v1/quality/me")
  ResponseEntity<byte[]> me(Authentication who) {
    Team.Own own = teams.recent().own(Author.of(who).id());
    return Answers.ok(
        members(
            "days", Teams.PERIOD.toDays(),
            "decided", own.decided(),
            "appealed", own.appealed(),
            "overturned", Measures.tree(own.overturned()),
            "all", tree(own.all()),
            "slices", own.slices().stream().map(QualityRoutes::tree).toList()));
  }

  /** The team's, without groups of fewer than five people. */
  @GetMapping("/v1/quality/team")
  ResponseEntity<byte[]> team() {
    Team.Whole whole = teams.recent().whole();
    return Answers.ok(
        members(
            "days", Teams.PERIOD.toDays(),
            "people", (long) whole.people(),
            "decided", whole.decided(),
            "shown", whole.shown().stream().map(QualityRoutes::tree).toList(),
            "hidden", List.copyOf(whole.hidden())));
  }

  private static Map<String, Object> tree(Numbers numbers) {
    return members(
        "slice", numbers.slice(),
        "people", (long) numbers.people(),
        "units", (long) numbers.agreement().units(),
        "same", Measures.tree(numbers.agreement().observed()),
        "kappa", Measures.tree(numbers.agreement().kappa()),
        "ac1", Measures.tree(numbers.agreement().ac1()),
        "alpha", Measures.tree(numbers.agreement().alpha()),
        "golden", Measures.tree(numbers.golden()),
        "settled", Measures.tree(numbers.settled()));
  }
}
