package io.hedgerow.server.console;

import io.hedgerow.review.Review;
import io.hedgerow.review.quality.Calibrations.Result;
import io.hedgerow.review.quality.Calibrations.Session;
import io.hedgerow.review.quality.Quality;
import io.hedgerow.review.quality.QualityRates.Rate;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.People;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.quality.CalibrationRoutes;
import io.hedgerow.server.quality.Days;
import io.hedgerow.server.quality.QualityRoutes;
import io.hedgerow.server.quality.Team;
import io.hedgerow.server.quality.Teams;
import io.hedgerow.server.review.Bounds;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether people agree: the team's numbers for leads, one's own for everybody, calibration. */
@ShowsNoContent
@RestController
public final class TeamPage {
  private static final int CANDIDATES = 30;
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

  private final Templates templates;
  private final Review review;
  private final Teams teams;
  private final People people;
  private final PackShelf shelf;
  private final Bounds bounds;

  TeamPage(
      Templates templates,
      Review review,
      Teams teams,
      People people,
      PackShelf shelf,
      Bounds bounds) {
    this.templates = templates;
    this.people = people;
    this.review = review;
    this.teams = teams;
    this.shelf = shelf;
    this.bounds = bounds;
  }

  private Quality quality() {
    return review.quality();
  }

  @Shows("golden")
  @GetMapping("/console/team")
  ResponseEntity<byte[]> team(
      @RequestParam(defaultValue = "") String chosen,
      HttpServletRequest request,
      Authentication who) {
    Map<String, Rate> rates = new java.util.HashMap<>();
    quality().rates().list().forEach(rate -> rates.put(rate.queue(), rate));
    return templates.render(
        "team",
        Map.of(
            "page", Page.of("Team", "team", request, who),
            "whole", teams.recent().whole(),
            "rates",
                review.queues().list().stream()
                    .map(q -> rates.getOrDefault(q.name(), new Rate(q.name(), 0, 0)))
                    .toList(),
            "audits", quality().rates().auditsADay(),
            "goldens", bounds.open(who, quality().goldens().list(), g -> Optional.of(g.entity())),
            "candidates",
                bounds.open(
                    who, quality().goldens().candidates(CANDIDATES), c -> Optional.of(c.entity())),
            "chosen", chosen.matches("[0-9]{1,18}") ? chosen : "",
            "people",
                people.list().stream()
                    .filter(person -> !person.disabled())
                    .filter(person -> person.permissions().contains(Permission.CASES_WORK))
                    .map(person -> "person:" + person.name())
                    .sorted()
                    .toList(),
            "sessions", quality().calibrations().list(),
            "policies", List.copyOf(shelf.active().policies().values())));
  }

  @PostMapping("/console/team/rates")
  ResponseEntity<byte[]> rate(
      @RequestParam String queue,
      @RequestParam double golden,
      @RequestParam double second,
      Authentication who) {
    if (review.queues().find(queue).isEmpty()) {
      throw Refusal.at(ProblemType.INVALID, "queue", "there is no queue `" + queue + "`");
    }
    Rate rate = Days.refusing(() -> new Rate(queue, golden / 100, second / 100));
    quality().rates().put(rate, Author.of(who).id());
    return to("/console/team#rates");
  }

  @PostMapping("/console/team/audits")
  ResponseEntity<byte[]> audits(@RequestParam int size, Authentication who) {
    Days.refusing(() -> {
      quality().rates().auditADay(size, Author.of(who).id());
      return size;
    });
    return to("/console/team#rates");
  }

  @PostMapping("/console/team/golden")
  ResponseEntity<byte[]> golden(
      @RequestParam("case") long source,
      @RequestParam(defaultValue = "") String policy,
      @RequestParam String why,
      Authentication who) {
    if (!policy.isEmpty() && !shelf.active().policies().containsKey(policy)) {
      throw Refusal.at(
          ProblemType.INVALID, "policy", "the active pack has no policy `" + policy + "`");
    }
    bounds.lookAtCase(who, source);
    QualityRoutes.declared(
        Days.refusing(() -> quality().goldens().declare(source, policy, why, Author.of(who).id())),
        source);
    return to("/console/team#golden");
  }

  @PostMapping("/console/team/golden/{id}/retire")
  ResponseEntity<byte[]> retire(@PathVariable long id, Authentication who) {
    quality().goldens().retire(id, Author.of(who).id());
    return to("/console/team#golden");
  }

  @PostMapping("/console/team/calibration")
  ResponseEntity<byte[]> call(
      @RequestParam String title,
      @RequestParam(defaultValue = "") List<String> cases,
      @RequestParam(defaultValue = "") List<String> people,
      Authentication who) {
    List<Long> chosen = Days.refusing(() -> words(cases).stream().map(TeamPage::number).toList());
    List<String> participants = words(people);
    bounds.checkSession(who, chosen, participants);
    long session =
        Days.refusing(
            () -> quality().calibrations().call(title, chosen, participants, Author.of(who).id()));
    return to("/console/calibration/" + session);
  }

  /** What was typed and what was ticked. */
  private static List<String> words(List<String> texts) {
    return texts.stream()
        .flatMap(SEPARATOR::splitAsStream)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static long number(String word) {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("`" + word + "` is no case number");
    }
  }

  @PostMapping("/console/team/calibration/{id}/close")
  ResponseEntity<byte[]> close(@PathVariable long id, Authentication who) {
    quality().calibrations().close(id, Author.of(who).id());
    return to("/console/calibration/" + id);
  }

  /** One's own numbers, and the sessions one takes part in. */
  @GetMapping("/console/numbers")
  ResponseEntity<byte[]> numbers(HttpServletRequest request, Authentication who) {
    Team.Own own = teams.recent().own(Author.of(who).id());
    return templates.render(
        "numbers",
        Map.of(
            "page", Page.of("My numbers", "numbers", request, who),
            "own", own,
            "sessions",
                quality().calibrations().list().stream()
                    .filter(s -> s.participants().contains(Author.of(who).id()))
                    .toList()));
  }

  /** One session; what the others said once all are done. */
  @Shows("calibration")
  @GetMapping("/console/calibration/{id}")
  ResponseEntity<byte[]> calibration(
      @PathVariable long id, HttpServletRequest request, Authentication who) {
    Session session = CalibrationRoutes.seen(quality().calibrations(), id, who);
    List<Result> all = quality().calibrations().results(id);
    List<Result> open = bounds.open(who, all, result -> Optional.of(result.entity()));
    return templates.render(
        "calibration",
        Map.of(
            "page",
            Page.of("Calibration", "numbers", request, who),
            "session",
            session,
            "results",
            open,
            "withheld",
            all.size() - open.size(),
            "mayClose",
            Permission.QUALITY_WRITE.heldBy(who)));
  }

  private static ResponseEntity<byte[]> to(String address) {
    return ResponseEntity.status(303).header(HttpHeaders.LOCATION, address).build();
  }
}
