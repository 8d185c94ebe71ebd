package io.hedgerow.server.quality;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.review.Review;
import io.hedgerow.review.quality.Calibrations;
import io.hedgerow.review.quality.Calibrations.Result;
import io.hedgerow.review.quality.Calibrations.Session;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Calibration sessions: who takes part sees them, and who calls them. */
@ShowsNoContent
@RestController
public final class CalibrationRoutes {
  private final Calibrations calibrations;
  private final Bounds bounds;

  CalibrationRoutes(Review review, Bounds bounds) {
    this.bounds = bounds;
    calibrations = review.quality().calibrations();
  }

  @GetMapping("/v1/calibrations")
  ResponseEntity<byte[]> list(Authentication who) {
    return Answers.ok(
        members(
            "calibrations",
            calibrations.list().stream()
                .filter(session -> maySee(session, who))
                .map(CalibrationRoutes::describe)
                .toList()));
  }

  /** Whoever takes part, and whoever may call one. */
  public static boolean maySee(Session session, Authentication who) {
    return session.participants().contains(Author.of(who).id())
        || Permission.QUALITY_WRITE.heldBy(who);
  }

  private static Map<String, Object> describe(Session session) {
    return members(
        "id", session.id(),
        "title", session.title(),
        "participants", session.participants(),
        "cases", (long) session.cases(),
        "author", session.author(),
        "created", session.created().toString(),
        "done", session.done(),
        "left", session.left());
  }

  @PostMapping("/v1/calibrations")
  ResponseEntity<byte[]> call(HttpServletRequest request, Authentication who) throws IOException {
    Body body = Body.read(request, "title", "cases", "participants");
    List<Long> cases = body.numbers("cases", "a list of case numbers");
    List<String> people = texts(body);
    bounds.checkSession(who, cases, people);
    long session =
        Days.refusing(
            () -> calibrations.call(body.text("title"), cases, people, Author.of(who).id()));
    return Answers.status(201, members("id", session));
  }

  private static List<String> texts(Body body) {
    if (body.members().get("participants") instanceof List<?> list
        && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw Refusal.at(
        ProblemType.INVALID, "participants", "member `participants` must be a list of people");
  }

  @Shows("calibration")
  @GetMapping("/v1/calibrations/{id}")
  ResponseEntity<byte[]> one(@PathVariable long id, Authentication who) {
    Map<String, Object> answer = describe(seen(calibrations, id, who));
    List<Result> all = calibrations.results(id);
    List<Result> open = bounds.open(who, all, result -> Optional.of(result.entity()));
    answer.put("withheld", (long) all.size() - open.size());
    answer.put(
        "results",
        open.stream()
            .map(r ->
                members(
                    "entity", r.entity().toString(),
                    "policy", r.policy(),
                    "decided", r.decided(),
                    "said", r.said()))
            .toList());
    return Answers.ok(answer);
  }

  /** The session, for those who may see it. */
  public static Session seen(Calibrations calibrations, long id, Authentication who) {
    return calibrations
        .find(id)
        .filter(session -> maySee(session, who))
        .orElseThrow(() -> Refusal.of(ProblemType.NOT_FOUND, "you take part in no session " + id));
  }

  @PostMapping("/v1/calibrations/{id}/close")
  ResponseEntity<byte[]> close(@PathVariable long id, Authentication who) {
    if (!calibrations.close(id, Author.of(who).id())) {
      throw Refusal.of(ProblemType.NOT_FOUND, "there is no open session " + id);
    }
    return Answers.nothing();
  }
}
