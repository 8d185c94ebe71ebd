package io.hedgerow.server.console;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.pack.FieldType;
import io.hedgerow.models.classifier.Occlusion;
import io.hedgerow.review.Review;
import io.hedgerow.review.cases.Lease;
import io.hedgerow.review.cases.Ruled;
import io.hedgerow.review.reviewer.Reviewer;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Dossiers;
import io.hedgerow.server.review.Said;
import io.hedgerow.server.review.Surroundings;
import io.hedgerow.server.review.Surroundings.Score;
import io.hedgerow.server.scoring.TextScores;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a reviewer can do at the desk beside deciding. */
@ShowsNoContent
@RestController
final class ReviewActions {
  /** Scores below it are not why a case is here. */
  private static final double TELLING = 0.2;

  private static final int EXPLAINED = 2;
  private static final int LONGEST_TEXT = 2_000;

  private final Review review;
  private final Dossiers dossiers;
  private final PackShelf shelf;
  private final TextScores scores;

  ReviewActions(Review review, Dossiers dossiers, PackShelf shelf, TextScores scores) {
    this.review = review;
    this.dossiers = dossiers;
    this.shelf = shelf;
    this.scores = scores;
  }

  /** Gives the case back. */
  @PostMapping("/console/review/{id}/skip")
  ResponseEntity<byte[]> skip(
      @PathVariable long id,
      @RequestParam UUID lease,
      @RequestParam(defaultValue = "") String reason,
      HttpServletRequest request,
      Authentication who) {
    return passedOn(
        review.desk().skip(id, lease, Author.of(who).id(), Sent.said(reason, "skipped")), request);
  }

  /** Lets somebody else decide. */
  @PostMapping("/console/review/{id}/second")
  ResponseEntity<byte[]> second(
      @PathVariable long id,
      @RequestParam UUID lease,
      @RequestParam(defaultValue = "") String reason,
      HttpServletRequest request,
      Authentication who) {
    return passedOn(
        review.desk().secondOpinion(id, lease, Author.of(who).id(), Sent.said(reason, "not sure")),
        request);
  }

  /** Lets a lead decide. */
  @PostMapping("/console/review/{id}/escalate")
  ResponseEntity<byte[]> escalate(
      @PathVariable long id,
      @RequestParam UUID lease,
      @RequestParam(defaultValue = "") String reason,
      HttpServletRequest request,
      Authentication who) {
    return passedOn(
        review.desk().escalate(id, lease, Author.of(who).id(), Sent.said(reason, "for a lead")),
        request);
  }

  /** Sends it to another queue. */
  @PostMapping("/console/review/{id}/move")
  ResponseEntity<byte[]> move(
      @PathVariable long id,
      @RequestParam UUID lease,
      @RequestParam(defaultValue = "") String queue,
      @RequestParam(defaultValue = "") String reason,
      HttpServletRequest request,
      Authentication who) {
    if (review.queues().find(queue).isEmpty()) {
      throw Refusal.at(ProblemType.INVALID, "queue", "choose the queue it belongs in");
    }
    return passedOn(
        review.desk().move(id, lease, Author.of(who).id(), queue, Sent.said(reason, "moved")),
        request);
  }

  private static ResponseEntity<byte[]> passedOn(boolean done, HttpServletRequest request) {
    if (!done) {
      ReviewPage.kept(new Ruled.Stale());
    }
    return Sent.done(request);
  }

  /** Writes something for whoever has the case next. */
  @PostMapping("/console/review/{id}/note")
  ResponseEntity<byte[]> note(
      @PathVariable long id,
      @RequestParam UUID lease,
      @RequestParam(defaultValue = "") String note,
      HttpServletRequest request,
      Authentication who) {
    held(id, lease, who);
    if (note.isBlank()) {
      throw Refusal.at(ProblemType.INVALID, "note", "a note says something");
    }
    review.desk().note(id, Author.of(who).id(), Sent.cut(note.strip()));
    return Sent.done(request);
  }

  /** Gives it to one person alone: somebody else, so it goes back first. */
  @PostMapping("/console/review/{id}/assign")
  ResponseEntity<byte[]> assign(
      @PathVariable long id,
      @RequestParam UUID lease,
      @RequestParam(defaultValue = "") String assignee,
      HttpServletRequest request,
      Authentication who) {
    held(id, lease, who);
    if (assignee.isBlank()) {
      throw Refusal.at(ProblemType.INVALID, "assignee", "name who is to have it");
    }
    String name = assignee.strip();
    String author = Author.of(who).id();
    review.desk().assign(id, name.contains(":") ? name : "person:" + name, author);
    review.desk().skip(id, lease, author, "assigned to " + name);
    return Sent.done(request);
  }

  /**
   * How long covered content was before the reviewer, told by the screen when it is covered again.
   */
  @PostMapping("/console/review/{id}/uncovered")
  ResponseEntity<byte[]> uncovered(
      @PathVariable long id, @RequestParam long millis, Authentication who) {
    String name = Author.of(who).id();
    // The decision may have come before this: it is enough to have been given the case.
    review
        .desk()
        .find(id)
        .filter(_ -> review.views().given(name, id))
        .ifPresent(item ->
            review
                .views()
                .uncovered(
                    name, item, review.desk().picture(id), Duration.ofMillis(Math.max(0, millis))));
    return Answers.nothing();
  }

  /** What a reviewer never wants to see is theirs to say. */
  @PostMapping("/console/review/never")
  ResponseEntity<byte[]> never(
      @RequestParam(defaultValue = "") List<String> policy,
      HttpServletRequest request,
      Authentication who) {
    String name = Author.of(who).id();
    Reviewer now = review.reviewers().find(name);
    List<String> known = policy.stream().filter(shelf.active().policies()::containsKey).toList();
    review.reviewers().put(now.never(known), name);
    return Sent.done(request);
  }

  /**
   * Which words the scores come from; asked for when the case is on screen, as it takes a while.
   */
  @Shows(value = "case", keptByHandler = true)
  @GetMapping("/console/review/{id}/spans")
  ResponseEntity<byte[]> spans(
      @PathVariable long id, @RequestParam UUID lease, Authentication who) {
    Surroundings around = dossiers.around(held(id, lease, who));
    List<Map<String, Object>> spans = new ArrayList<>();
    around.scores().stream()
        .filter(score -> score.value() >= TELLING)
        .limit(EXPLAINED)
        .forEach(score -> spans.addAll(spans(around, score)));
    return Answers.ok(members("spans", spans));
  }

  private List<Map<String, Object>> spans(Surroundings around, Score score) {
    return around.said().stream()
        .filter(said -> said.type() == FieldType.TEXT && said.field().equals(score.field()))
        .map(Said::text)
        .filter(text -> text.length() <= LONGEST_TEXT)
        .flatMap(text -> scores.explain(score.name(), text).stream())
        .filter(part -> part.weight() > 0.02)
        .map(part -> span(score, part))
        .toList();
  }

  private static Map<String, Object> span(Score score, Occlusion.Part part) {
    return members(
        "score", score.name(),
        "field", score.field(),
        "from", (long) part.from(),
        "to", (long) part.to(),
        "weight", part.weight());
  }

  private Lease held(long id, UUID lease, Authentication who) {
    return review
        .desk()
        .lease(id, lease, Author.of(who).id())
        .orElseThrow(() ->
            Refusal.of(
                ProblemType.CONFLICT,
                "somebody else has this case or has decided it; nothing was changed"));
  }
}
