package io.hedgerow.server.console;

import io.hedgerow.review.Review;
import io.hedgerow.review.cases.Desk;
import io.hedgerow.review.reviewer.Reviewer;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a reviewer can do at the desk beside deciding. */
@ShowsNoContent
@RestController
final class ReviewActions {
  private final Review review;
  private final HeldCases held;
  private final Bounds bounds;
  private final PackShelf shelf;

  ReviewActions(Review review, HeldCases held, Bounds bounds, PackShelf shelf) {
    this.review = review;
    this.bounds = bounds;
    this.held = held;
    this.shelf = shelf;
  }

  /** Gives the case back, or lets somebody else decide, or a lead. */
  @PostMapping("/console/review/{id}/{way:skip|second|escalate}")
  ResponseEntity<byte[]> passOn(
      @PathVariable long id,
      @PathVariable String way,
      @RequestParam UUID lease,
      @RequestParam(defaultValue = "") String reason,
      HttpServletRequest request,
      Authentication who) {
    Desk desk = review.desk();
    String name = Author.of(who).id();
    return passedOn(
        switch (way) {
          case "second" -> desk.secondOpinion(id, lease, name, Sent.said(reason, "not sure"));
          case "escalate" -> desk.escalate(id, lease, name, Sent.said(reason, "for a lead"));
          default -> desk.skip(id, lease, name, Sent.said(reason, "skipped"));
        },
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
    String name = Author.of(who).id();
    return passedOn(
        review.desk().move(id, lease, name, queue, Sent.said(reason, "moved")), request);
  }

  private static ResponseEntity<byte[]> passedOn(boolean done, HttpServletRequest request) {
    if (!done) {
      throw HeldCases.gone();
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
    held.by(who, id, lease);
    review
        .desk()
        .note(id, Author.of(who).id(), Sent.cut(filled("note", note, "a note says something")));
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
    held.by(who, id, lease);
    String name = filled("assignee", assignee, "name who is to have it");
    String author = Author.of(who).id();
    String person = name.contains(":") ? name : "person:" + name;
    bounds.checkAssignee(who, id, person);
    review.desk().assign(id, person, author);
    review.desk().skip(id, lease, author, "assigned to " + name);
    return Sent.done(request);
  }

  private static String filled(String field, String text, String otherwise) {
    if (text.isBlank()) {
      throw Refusal.at(ProblemType.INVALID, field, otherwise);
    }
    return text.strip();
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
}
