package io.hedgerow.server.review;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.review.Review;
import io.hedgerow.review.appeal.Statement;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Statements of restrictions for the product to pass on to its users. */
@RestController
final class StatementRoutes {
  private final Review review;

  StatementRoutes(Review review) {
    this.review = review;
  }

  /**
   * Newest first. Its {@code link} is what the user gets: it shows the statement and hears them.
   */
  @GetMapping("/v1/statements")
  ResponseEntity<byte[]> list(HttpServletRequest request) {
    var entity =
        Parameters.of(request, "entity")
            .entity("entity")
            .orElseThrow(
                () -> Refusal.at(ProblemType.INVALID, "entity", "`entity` must be `kind:id`"));
    return Answers.ok(
        members(
            "statements",
            review.appeals().of(entity).stream().map(StatementRoutes::describe).toList()));
  }

  private static Map<String, Object> describe(Statement statement) {
    return members(
        "entity", statement.entity().toString(),
        "policy", statement.policy(),
        "action", statement.action(),
        "machine", statement.machine(),
        "facts", statement.facts(),
        "template", statement.template(),
        "at", statement.at().toString(),
        "link", "/statements/" + statement.token(),
        "appeal",
            statement
                .appeal()
                .map(a -> members("filed", a.filed().toString(), "outcome", a.outcome())));
  }
}
