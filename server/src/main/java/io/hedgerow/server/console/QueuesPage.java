package io.hedgerow.server.console;

import io.hedgerow.engine.policy.Policy;
import io.hedgerow.review.Review;
import io.hedgerow.review.cases.Desk.Standing;
import io.hedgerow.review.cases.Waiting;
import io.hedgerow.review.queue.Queues.Queue;
import io.hedgerow.review.reviewer.Reviewer;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.People;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.quality.Days;
import io.hedgerow.server.review.Bounds;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What waits where, who has it, and who works on what: for whoever runs the team. */
@ShowsNoContent
@RestController
public final class QueuesPage {
  private static final int SHOWN = 50;
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

  private final Templates templates;
  private final Review review;
  private final People people;
  private final Bounds bounds;
  private final PackShelf shelf;
  private final InstantSource clock;

  QueuesPage(
      Templates templates,
      Review review,
      People people,
      Bounds bounds,
      PackShelf shelf,
      InstantSource clock) {
    this.templates = templates;
    this.review = review;
    this.people = people;
    this.bounds = bounds;
    this.shelf = shelf;
    this.clock = clock;
  }

  /**
   * The cases of one queue.
   *
   * @param withheld how many more there are among the first that the lead may not look at
   */
  public record Listed(Queue queue, List<Waiting> cases, int withheld) {}

  @Shows("cases")
  @GetMapping("/console/queues")
  ResponseEntity<byte[]> page(
      @RequestParam(defaultValue = "") String queue,
      @RequestParam(defaultValue = "") String person,
      HttpServletRequest request,
      Authentication who) {
    List<Reviewer> reviewers = reviewers();
    return templates.render(
        "queues",
        Map.of(
            "page", Page.of("Queues", "queues", request, who),
            "now", clock.instant(),
            "queues", review.queues().list(),
            "standings",
                review.desk().standings().stream()
                    .collect(Collectors.toMap(Standing::queue, Function.identity())),
            "listed", Optional.of(queue).filter(name -> !name.isEmpty()).map(n -> listed(n, who)),
            "reviewers", reviewers,
            "edited", Optional.of(person).filter(p -> !p.isEmpty()).map(review.reviewers()::find),
            "policies", List.copyOf(shelf.active().policies().values())));
  }

  private Listed listed(String queue, Authentication who) {
    bounds.lookAtQueue(who, queue);
    List<Waiting> all = review.desk().waiting(queue, SHOWN);
    List<Waiting> open = bounds.open(who, all, one -> Optional.of(one.item().entity()));
    return new Listed(review.queues().find(queue).orElseThrow(), open, all.size() - open.size());
  }

  /** Whoever may work on cases here, and whoever else something was said of. */
  private List<Reviewer> reviewers() {
    return Stream.concat(
            people.list().stream()
                .filter(person -> !person.disabled())
                .filter(person ->
                    person.permissions().contains(Permission.CASES_WORK)
                        || person.permissions().contains(Permission.ADMIN))
                .map(person -> "person:" + person.name()),
            review.reviewers().list().stream().map(Reviewer::name))
        .distinct()
        .sorted()
        .map(review.reviewers()::find)
        .toList();
  }

  /** Gives a case to one person alone; to nobody, so that anybody may have it. */
  @PostMapping("/console/queues/{id}/assign")
  ResponseEntity<byte[]> assign(
      @PathVariable long id, @RequestParam(defaultValue = "") String reviewer, Authentication who) {
    String queue =
        review
            .desk()
            .find(id)
            .orElseThrow(() -> Refusal.of(ProblemType.NOT_FOUND, "there is no case " + id))
            .queue();
    if (reviewer.isBlank()) {
      bounds.lookAtCase(who, id);
      review.desk().unassign(id, Author.of(who).id());
    } else {
      bounds.checkAssignee(who, id, reviewer);
      review.desk().assign(id, reviewer, Author.of(who).id());
    }
    return Sent.to("/console/queues?queue=" + Shown.encode(queue) + "#cases");
  }

  /** Says what somebody works on; what they never want to see stays theirs. */
  @PostMapping("/console/queues/reviewers")
  ResponseEntity<byte[]> set(
      @RequestParam String reviewer,
      @RequestParam(defaultValue = "") List<String> queue,
      @RequestParam(defaultValue = "") List<String> grant,
      @RequestParam(defaultValue = "") List<String> policy,
      @RequestParam(defaultValue = "") String languages,
      @RequestParam int soft,
      @RequestParam int hard,
      Authentication who) {
    String name = reviewer.strip();
    if (name.isEmpty()) {
      throw Refusal.at(ProblemType.INVALID, "reviewer", "say who it is");
    }
    List<String> known = review.queues().list().stream().map(Queue::name).toList();
    Reviewer set =
        Days.refusing(() ->
            new Reviewer(
                name.contains(":") ? name : "person:" + name,
                queue.stream().filter(known::contains).toList(),
                words(languages),
                new HashSet<>(grant.stream().filter(known::contains).toList()),
                policy.stream().filter(shelf.active().policies()::containsKey).toList(),
                List.of(),
                soft,
                hard));
    review
        .reviewers()
        .put(set.never(review.reviewers().find(set.name()).never()), Author.of(who).id());
    return Sent.to("/console/queues#people");
  }

  private static List<String> words(String text) {
    return Arrays.stream(SEPARATOR.split(text.strip())).filter(word -> !word.isEmpty()).toList();
  }

  /** What somebody works on, in a few words. */
  public static String words(List<String> chosen, String otherwise) {
    return chosen.isEmpty() ? otherwise : String.join(", ", chosen).replace('_', ' ');
  }

  /** The title of a policy, or its id when the pack no longer has it. */
  public static String title(List<Policy> policies, String id) {
    return policies.stream()
        .filter(policy -> policy.id().equals(id))
        .findFirst()
        .map(Policy::title)
        .orElse(id.isEmpty() ? "something" : id);
  }
}
