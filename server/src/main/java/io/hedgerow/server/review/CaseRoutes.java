package io.hedgerow.server.review;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.Suggestion;
import io.hedgerow.engine.policy.Action;
import io.hedgerow.ledger.Written;
import io.hedgerow.review.Review;
import io.hedgerow.review.cases.Lease;
import io.hedgerow.review.cases.ReviewCase;
import io.hedgerow.review.cases.Ruled;
import io.hedgerow.review.cases.Ruling;
import io.hedgerow.review.cases.Waiting;
import io.hedgerow.review.cases.Wanted.Order;
import io.hedgerow.review.report.Reports.Report;
import io.hedgerow.review.report.Trust;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.label.Labels;
import io.hedgerow.server.label.Writes;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.webhook.Webhooks;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Cases over HTTP: take the next, decide it, give it back, undo. */
@ShowsNoContent
@RestController
final class CaseRoutes {
  private static final int MOST = 100;
  private static final int MOST_LISTED = 500;

  private final Review review;
  private final Dossiers dossiers;
  private final Bounds bounds;
  private final Webhooks webhooks;

  CaseRoutes(Review review, Dossiers dossiers, Bounds bounds, Webhooks webhooks) {
    this.review = review;
    this.dossiers = dossiers;
    this.bounds = bounds;
    this.webhooks = webhooks;
  }

  @GetMapping("/v1/queues")
  ResponseEntity<byte[]> queues() {
    return Answers.ok(
        members(
            "queues",
            review.desk().standings().stream()
                .map(s ->
                    members(
                        "queue", s.queue(),
                        "open", s.open(),
                        "leased", s.leased(),
                        "soon", s.soon(),
                        "overdue", s.overdue(),
                        "escalated", s.escalated(),
                        "oldest", s.oldest().toString()))
                .toList()));
  }

  /** The open cases of a queue in the order in which a lead gets them. */
  @Shows("cases")
  @GetMapping("/v1/cases")
  ResponseEntity<byte[]> waiting(HttpServletRequest request, Authentication who) {
    Parameters query = Parameters.of(request, "queue", "limit");
    String queue = query.text("queue").orElse("");
    bounds.lookAtQueue(who, queue);
    List<Waiting> all =
        review.desk().waiting(queue, (int) query.number("limit", 1, MOST_LISTED, MOST));
    List<Waiting> open = bounds.open(who, all, one -> Optional.of(one.item().entity()));
    return Answers.ok(
        members(
            "cases",
            open.stream().map(CaseRoutes::describe).toList(),
            "withheld",
            (long) all.size() - open.size()));
  }

  private static Map<String, Object> describe(Waiting waiting) {
    ReviewCase item = waiting.item();
    return members(
        "case", item.id(),
        "entity", item.entity().toString(),
        "policy", item.policy(),
        "language", item.language(),
        "severity", (long) item.severity(),
        "probability", item.probability(),
        "views", item.views(),
        "cause", item.cause(),
        "created", item.created().toString(),
        "due", item.due().map(Instant::toString),
        "soon", waiting.soon(),
        "escalated", waiting.escalated().map(Instant::toString),
        "assigned", item.assigned(),
        "holder", waiting.holder(),
        "until", waiting.until().map(Instant::toString));
  }

  /** 204 when nothing waits for this reviewer. */
  @Shows(value = "case", keptByHandler = true)
  @PostMapping("/v1/cases/next")
  ResponseEntity<byte[]> next(HttpServletRequest request, Authentication who) throws IOException {
    Body body = Body.read(request, "queues", "held", "order", "reviewer");
    List<String> orders = body.words("order", List.of("harm", "arrival"));
    Optional<Lease> lease =
        review
            .desk()
            .next(
                reviewer(body, who),
                ReviewerRoutes.texts(body, "queues"),
                ReviewerRoutes.texts(body, "held").stream().map(CaseRoutes::token).toList(),
                orders.contains("arrival") ? Order.ARRIVAL : Order.HARM,
                body.optionalText("reviewer").isEmpty() && Permission.CASES_LEAD.heldBy(who));
    return lease.map(l -> Answers.ok(describe(dossiers.of(l)))).orElseGet(Answers::nothing);
  }

  /** A program works for a person by naming them; a person works for nobody else. */
  private static String reviewer(Body body, Authentication who) {
    Author author = Author.of(who);
    Optional<String> named = body.optionalText("reviewer");
    if (named.isPresent() && !author.machine()) {
      throw Refusal.at(ProblemType.INVALID, "reviewer", "only programs name whom they work for");
    }
    return named.map(name -> author.id() + "/" + name).orElse(author.id());
  }

  private static UUID token(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw Refusal.at(ProblemType.INVALID, "lease", "a lease is a UUID, as the case gave it");
    }
  }

  static Map<String, Object> describe(Dossier dossier) {
    Lease lease = dossier.lease();
    return members(
        "case", lease.item().id(),
        "lease", lease.token().toString(),
        "until", lease.until().toString(),
        "entity", lease.item().entity().toString(),
        "actor", dossier.actor().map(EntityId::toString),
        "queue", lease.item().queue(),
        "policy", lease.item().policy(),
        "severity", (long) lease.item().severity(),
        "probability", lease.item().probability(),
        "views", lease.item().views(),
        "cause", lease.item().cause(),
        "due", lease.item().due().map(Instant::toString),
        "covered", dossier.covered(),
        "content", dossier.said(),
        "seen", dossier.seen(),
        "changed", Swaps.tree(dossier.changed()),
        "labels", dossier.standing().stream().map(Labels::tree).toList(),
        "reports",
            dossier.reports().stream().limit(MOST).map(r -> report(r, dossier.trust(r))).toList(),
        "strikes", (long) dossier.strikes().size(),
        "cluster", (long) dossier.cluster(),
        "appeal",
            dossier
                .appeal()
                .map(s ->
                    members(
                        "action", s.action(),
                        "facts", s.facts(),
                        "text", s.appeal().map(a -> a.text()).orElse(""))),
        "notes", dossier.notes());
  }

  private static Map<String, Object> report(Report report, Trust trust) {
    return members(
        "reporter", report.reporter(),
        "policy", report.policy(),
        "text", report.text(),
        "trust",
            members(
                "mean",
                trust.mean(),
                "deviation",
                trust.deviation(),
                "upheld",
                (long) trust.upheld(),
                "decided",
                (long) trust.decided()));
  }

  /** Without a policy the entity is cleared, or the appeal overturned. */
  @PostMapping("/v1/cases/{id}/decide")
  ResponseEntity<byte[]> decide(
      @PathVariable long id, HttpServletRequest request, Authentication who) throws IOException {
    Body body =
        Body.read(
            request, "lease", "policy", "action", "reason", "days", "cluster", "seen", "reviewer");
    Ruling ruling =
        new Ruling(
            id,
            token(body.text("lease")),
            reviewer(body, who),
            body.optionalText("policy"),
            body.text("reason"),
            body.number("days", 1, 3_650).map(days -> Duration.ofDays(days.longValue())),
            body.optionalText("action").map(CaseRoutes::action),
            body.truth("cluster"),
            body.optionalText("seen"));
    Ruled.Kept kept = kept(review.rulings().rule(ruling));
    webhooks.wake();
    return Answers.status(
        kept.repeated() ? 200 : 201, members("batch", kept.batch(), "cases", (long) kept.cases()));
  }

  private static Action action(String word) {
    return Action.find(word)
        .orElseThrow(() ->
            Refusal.at(ProblemType.INVALID, "action", "there is no action `" + word + "`")
                .with("hint", Suggestion.hint(word, Action.words())));
  }

  /** The outcome, or the refusal that names what to do. */
  static Ruled.Kept kept(Ruled ruled) {
    return switch (ruled) {
      case Ruled.Kept kept -> kept;
      case Ruled.Stale _ ->
          throw Refusal.of(
              ProblemType.CONFLICT,
              "the lease is gone: somebody else has the case or has decided it; take the next");
      case Ruled.NotTheirs(String policy) ->
          throw Refusal.at(
              ProblemType.FORBIDDEN,
              "policy",
              "you may not decide by `" + policy + "`; pass the case on");
      case Ruled.NotByMachine _ ->
          throw Refusal.of(
              ProblemType.FORBIDDEN,
              "a person decides appeals: name them as `reviewer` if the program works for one");
      case Ruled.NoSuchPolicy(String policy) ->
          throw Refusal.at(
              ProblemType.INVALID,
              "policy",
              "the active pack has no policy `" + policy + "`; decide by another");
      case Ruled.Swapped swapped -> throw Swaps.refusal(swapped);
    };
  }

  @PostMapping("/v1/cases/{id}/skip")
  ResponseEntity<byte[]> skip(@PathVariable long id, HttpServletRequest request, Authentication who)
      throws IOException {
    Body body = Body.read(request, "lease", "reason", "reviewer");
    return gone(
        review
            .desk()
            .skip(id, token(body.text("lease")), reviewer(body, who), body.text("reason")));
  }

  @PostMapping("/v1/cases/{id}/move")
  ResponseEntity<byte[]> move(@PathVariable long id, HttpServletRequest request, Authentication who)
      throws IOException {
    Body body = Body.read(request, "lease", "queue", "reason", "reviewer");
    String queue = body.text("queue");
    if (review.queues().find(queue).isEmpty()) {
      throw Refusal.at(ProblemType.INVALID, "queue", "there is no queue `" + queue + "`");
    }
    return gone(
        review
            .desk()
            .move(id, token(body.text("lease")), reviewer(body, who), queue, body.text("reason")));
  }

  /** Passes it up: only a lead gets it. */
  @PostMapping("/v1/cases/{id}/escalate")
  ResponseEntity<byte[]> escalate(
      @PathVariable long id, HttpServletRequest request, Authentication who) throws IOException {
    Body body = Body.read(request, "lease", "reason", "reviewer");
    return gone(
        review
            .desk()
            .escalate(id, token(body.text("lease")), reviewer(body, who), body.text("reason")));
  }

  @PostMapping("/v1/cases/{id}/second-opinion")
  ResponseEntity<byte[]> secondOpinion(
      @PathVariable long id, HttpServletRequest request, Authentication who) throws IOException {
    Body body = Body.read(request, "lease", "reason", "reviewer");
    return gone(
        review
            .desk()
            .secondOpinion(
                id, token(body.text("lease")), reviewer(body, who), body.text("reason")));
  }

  private static ResponseEntity<byte[]> gone(boolean done) {
    if (!done) {
      kept(new Ruled.Stale());
    }
    return Answers.nothing();
  }

  @PostMapping("/v1/cases/{id}/note")
  ResponseEntity<byte[]> note(@PathVariable long id, HttpServletRequest request, Authentication who)
      throws IOException {
    known(id);
    review.desk().note(id, Author.of(who).id(), Body.read(request, "text").text("text"));
    return Answers.nothing();
  }

  @PostMapping("/v1/cases/{id}/assign")
  ResponseEntity<byte[]> assign(
      @PathVariable long id, HttpServletRequest request, Authentication who) throws IOException {
    known(id);
    String reviewer = Body.read(request, "reviewer").text("reviewer");
    bounds.checkAssignee(who, id, reviewer);
    review.desk().assign(id, reviewer, Author.of(who).id());
    return Answers.nothing();
  }

  private void known(long id) {
    if (review.desk().find(id).isEmpty()) {
      throw Refusal.of(ProblemType.NOT_FOUND, "there is no case " + id);
    }
  }

  /** Takes a decision back with everything it covered. */
  @PostMapping("/v1/cases/undo")
  ResponseEntity<byte[]> undo(HttpServletRequest request, Authentication who) throws IOException {
    Body body = Body.read(request, "batch", "reason");
    String batch = body.text("batch");
    bounds.checkBatch(who, batch);
    Written written =
        Writes.refusing(
            () -> review.rulings().undo(batch, Author.of(who).id(), body.text("reason")));
    webhooks.wake();
    return Answers.status(
        written.repeated() ? 200 : 201, members("labels", (long) written.labels().size()));
  }

  /** Lets anybody take it who works its queue. */
  @PostMapping("/v1/cases/{id}/unassign")
  ResponseEntity<byte[]> unassign(@PathVariable long id, Authentication who) {
    known(id);
    bounds.lookAtCase(who, id);
    review.desk().unassign(id, Author.of(who).id());
    return Answers.nothing();
  }
}
