package io.hedgerow.server.review;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.pack.Suggestion;
import io.hedgerow.review.Review;
import io.hedgerow.review.queue.Queues.Queue;
import io.hedgerow.review.reviewer.Reviewer;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who reviews what, and how much of it in a day. */
@ShowsNoContent
@RestController
final class ReviewerRoutes {
  private static final int MOST = 100;

  private final Review review;

  ReviewerRoutes(Review review) {
    this.review = review;
  }

  /** Without what they never want to see: that is theirs. */
  @GetMapping("/v1/reviewers")
  ResponseEntity<byte[]> list() {
    return Answers.ok(
        members(
            "reviewers",
            review.reviewers().list().stream()
                .map(one ->
                    members(
                        "reviewer", one.name(),
                        "queues", one.queues(),
                        "languages", one.languages(),
                        "grants", one.grants().stream().sorted().toList(),
                        "policies", one.policies(),
                        "soft", (long) one.soft(),
                        "hard", (long) one.hard()))
                .toList()));
  }

  /** Replaces what was said of somebody; what they never want to see stays unless it is named. */
  @PostMapping("/v1/reviewers")
  ResponseEntity<byte[]> put(HttpServletRequest request, Authentication who) throws IOException {
    Body body =
        Body.read(
            request,
            "reviewer",
            "queues",
            "languages",
            "grants",
            "policies",
            "never",
            "soft",
            "hard");
    String name = body.text("reviewer");
    int hard =
        body.number("hard", 0, 100_000).map(Double::intValue).orElse(Reviewer.unknown(name).hard());
    int soft =
        body.number("soft", 0, hard)
            .map(Double::intValue)
            .orElse(Math.min(Reviewer.unknown(name).soft(), hard));
    review
        .reviewers()
        .put(
            new Reviewer(
                name,
                queues(body, "queues"),
                texts(body, "languages"),
                new HashSet<>(queues(body, "grants")),
                texts(body, "policies"),
                body.members().containsKey("never")
                    ? texts(body, "never")
                    : review.reviewers().find(name).never(),
                soft,
                hard),
            Author.of(who).id());
    return Answers.nothing();
  }

  /** A grant for a queue that is not there opens nothing and would be believed to. */
  private List<String> queues(Body body, String name) {
    List<String> queues = texts(body, name);
    List<String> known = review.queues().list().stream().map(Queue::name).toList();
    queues.stream()
        .filter(queue -> !known.contains(queue))
        .findFirst()
        .ifPresent(queue -> {
          throw Refusal.at(ProblemType.INVALID, name, "there is no queue `" + queue + "`")
              .with("hint", Suggestion.hint(queue, known));
        });
    return queues;
  }

  static List<String> texts(Body body, String name) {
    return switch (body.members().get(name)) {
      case null -> List.of();
      case List<?> list
          when list.size() <= MOST && list.stream().allMatch(String.class::isInstance) ->
          list.stream().map(String.class::cast).toList();
      case Object _ ->
          throw Refusal.at(
              ProblemType.INVALID, name, "member `" + name + "` must be a list of texts");
    };
  }
}
