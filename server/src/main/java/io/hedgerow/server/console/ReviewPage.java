package io.hedgerow.server.console;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.policy.Action;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.review.Review;
import io.hedgerow.review.appeal.Appeals.Outcome;
import io.hedgerow.review.cases.Lease;
import io.hedgerow.review.cases.ReviewCase;
import io.hedgerow.review.cases.Ruled;
import io.hedgerow.review.cases.Ruling;
import io.hedgerow.review.cases.Wanted.Order;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.label.Writes;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import io.hedgerow.server.review.Dossiers;
import io.hedgerow.server.review.Swaps;
import io.hedgerow.server.webhook.Webhooks;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * A reviewer's desk: one case on screen, the next one behind it. Works as plain forms; with the
 * script, decisions are sent while the next case is already shown.
 */
@ShowsNoContent
@RestController
public final class ReviewPage {
  private static final int MOST_DAYS = 3_650;

  private final Templates templates;
  private final Review review;
  private final Dossiers dossiers;
  private final PackShelf shelf;
  private final Webhooks webhooks;
  private final Bounds bounds;
  private final InstantSource clock;

  ReviewPage(
      Templates templates,
      Review review,
      Dossiers dossiers,
      PackShelf shelf,
      Webhooks webhooks,
      Bounds bounds,
      InstantSource clock) {
    this.templates = templates;
    this.review = review;
    this.dossiers = dossiers;
    this.shelf = shelf;
    this.webhooks = webhooks;
    this.bounds = bounds;
    this.clock = clock;
  }

  /**
   * How a reviewer's day goes.
   *
   * @param grave cases seen in the last day
   * @param soft from how many on a break is suggested
   * @param hard from how many on there are no more of them
   */
  public record Day(int grave, int soft, int hard) {
    /** True when it is time for a break. */
    public boolean tired() {
      return grave >= soft;
    }
  }

  /** The desk, with what the reviewer has in hand or the first case that waits. */
  @Shows(value = "case", keptByHandler = true)
  @GetMapping("/console/review")
  ResponseEntity<byte[]> page(
      @RequestParam(defaultValue = "") String undo,
      @RequestParam(defaultValue = "0") int decided,
      HttpServletRequest request,
      Authentication who) {
    Map<String, Object> model = new HashMap<>(model(request, who, List.of()));
    model.put("standings", review.desk().standings());
    model.put("undo", undo.startsWith("review:") ? undo : "");
    model.put("decided", decided);
    model.put("never", review.reviewers().find(Author.of(who).id()).never());
    return templates.render("review", model);
  }

  /** The case after the one on screen, for showing it without waiting. */
  @Shows(value = "case", keptByHandler = true)
  @PostMapping("/console/review/next")
  ResponseEntity<byte[]> next(
      @RequestParam(defaultValue = "") List<UUID> held,
      HttpServletRequest request,
      Authentication who) {
    return templates.render("reviewCase", model(request, who, held));
  }

  private Map<String, Object> model(
      HttpServletRequest request, Authentication who, List<UUID> held) {
    String name = Author.of(who).id();
    Optional<Lease> lease =
        review.desk().next(name, List.of(), held, Order.HARM, Permission.CASES_LEAD.heldBy(who));
    return Map.of(
        "page", Page.of("Review", "review", request, who),
        "dossier", lease.map(dossiers::of),
        "around", lease.map(dossiers::around),
        "day", day(name),
        "queues", review.queues().list(),
        "policies", choices(lease));
  }

  private Day day(String name) {
    var reviewer = review.reviewers().find(name);
    return new Day(
        review.reviewers().exposure(name, clock.instant()), reviewer.soft(), reviewer.hard());
  }

  /** The policy the case is about comes first, so that its key is always 1. */
  private List<Policy> choices(Optional<Lease> lease) {
    String about = lease.map(l -> l.item().policy()).orElse("");
    var who = lease.map(l -> review.reviewers().find(l.reviewer()));
    return shelf.active().policies().values().stream()
        .filter(policy -> who.isEmpty() || who.get().mayDecideBy(policy.id()))
        .sorted(Comparator.comparing((Policy p) -> !p.id().equals(about)).thenComparing(Policy::id))
        .toList();
  }

  /** Decides the case, and those that say the same if asked to. */
  @PostMapping("/console/review/{id}/decide")
  ResponseEntity<byte[]> decide(
      @PathVariable long id,
      @RequestParam UUID lease,
      @RequestParam String policy,
      @RequestParam(defaultValue = "") String clause,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "false") boolean cluster,
      @RequestParam(defaultValue = "0") int days,
      @RequestParam Optional<String> seen,
      HttpServletRequest request,
      Authentication who) {
    Optional<String> broken = Optional.of(policy).filter(p -> !p.equals("none"));
    Optional<Duration> lasts =
        broken.filter(_ -> days > 0).map(_ -> Duration.ofDays(Math.min(days, MOST_DAYS)));
    Ruling ruling =
        new Ruling(
            id,
            lease,
            Author.of(who).id(),
            broken,
            because(id, broken, lasts, clause.strip(), reason.strip()),
            lasts,
            instead(broken, action, reason),
            cluster,
            seen);
    Ruled ruled = review.rulings().rule(ruling);
    if (ruled instanceof Ruled.Swapped && !Sent.byScript(request)) {
      // The page itself shows what changed.
      return Sent.to("/console/review");
    }
    Ruled.Kept kept = kept(ruled);
    webhooks.wake();
    return Sent.byScript(request)
        ? Answers.ok(members("batch", kept.batch(), "cases", (long) kept.cases()))
        : Sent.to(
            "/console/review?undo=" + Shown.encode(kept.batch()) + "&decided=" + kept.cases());
  }

  /** What the reviewer adds, after the clause of the policy, or what most decisions mean. */
  private String because(
      long item, Optional<String> policy, Optional<Duration> lasts, String clause, String reason) {
    String said = clause.isEmpty() || reason.isEmpty() ? clause + reason : clause + ": " + reason;
    return said.isEmpty() ? usual(item, policy, lasts) : Sent.cut(said);
  }

  /** What is to be done instead of what the policy says, with a reason. */
  private Optional<Action> instead(Optional<String> policy, String word, String reason) {
    Optional<Action> usual =
        policy.map(id -> shelf.active().policies().get(id)).map(p -> p.enforcement().action());
    Optional<Action> chosen =
        policy
            .filter(_ -> !word.isEmpty())
            .map(_ ->
                Action.find(word)
                    .orElseThrow(() ->
                        Refusal.at(
                            ProblemType.INVALID, "action", "there is no action `" + word + "`")))
            .filter(action -> !Optional.of(action).equals(usual));
    if (chosen.isPresent() && reason.isBlank()) {
      throw Refusal.at(
          ProblemType.INVALID, "reason", "say why something else is done than the policy says");
    }
    return chosen;
  }

  /**
   * What most decisions mean, when the reviewer adds nothing. Whoever objected reads the reason as
   * the answer, so it is in their language.
   */
  private String usual(long item, Optional<String> policy, Optional<Duration> lasts) {
    Optional<ReviewCase> appeal = review.desk().find(item).filter(c -> c.appeal().isPresent());
    if (appeal.isPresent()) {
      Outcome outcome = Outcome.of(appeal.get(), policy, lasts);
      return shelf
          .active()
          .statements()
          .in(appeal.get().language())
          .say(StatementPage.outcome(outcome.word()));
    }
    return policy
        .map(id -> shelf.active().policies().get(id))
        .map(p -> "breaks “" + p.title() + "”")
        .orElse("breaks no policy");
  }

  static Ruled.Kept kept(Ruled ruled) {
    return switch (ruled) {
      case Ruled.Kept kept -> kept;
      case Ruled.Stale _ -> throw HeldCases.gone();
      case Ruled.NotTheirs(String policy) ->
          throw Refusal.at(
              ProblemType.FORBIDDEN,
              "policy",
              "you may not decide by `" + policy + "`; pass the case on");
      case Ruled.NotByMachine _ ->
          throw Refusal.of(ProblemType.FORBIDDEN, "a person decides appeals, not a program");
      case Ruled.NoSuchPolicy(String gone) ->
          throw Refusal.at(
              ProblemType.INVALID, "policy", "the active pack has no policy `" + gone + "`");
      case Ruled.Swapped swapped -> throw Swaps.refusal(swapped);
    };
  }

  /** Takes a decision of one's own back. */
  @PostMapping("/console/review/undo")
  ResponseEntity<byte[]> undo(
      @RequestParam String batch, HttpServletRequest request, Authentication who) {
    String reviewer = Author.of(who).id();
    if (!review.rulings().madeBy(reviewer, batch)) {
      throw Refusal.of(ProblemType.FORBIDDEN, "only a lead takes back what others decided");
    }
    bounds.checkBatch(who, batch);
    Writes.refusing(() -> review.rulings().undo(batch, reviewer, "undone by the reviewer"));
    webhooks.wake();
    return Sent.done(request);
  }
}
