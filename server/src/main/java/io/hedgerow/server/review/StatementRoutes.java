package io.hedgerow.server.review;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.review.Review;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.settings.ServerSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Statements of restrictions for the product to pass on to its users. */
@Shows("statements")
@RestController
final class StatementRoutes {
  private final Review review;
  private final Bounds bounds;
  private final Optional<URI> address;

  StatementRoutes(Review review, Bounds bounds, ServerSettings settings) {
    this.review = review;
    this.bounds = bounds;
    address = settings.publicUrl();
  }

  /**
   * Newest first. Its {@code link} is what the user gets: it shows the statement and hears them.
   */
  @GetMapping("/v1/statements")
  ResponseEntity<byte[]> list(HttpServletRequest request, Authentication who) {
    var entity =
        Parameters.of(request, "entity")
            .entity("entity")
            .orElseThrow(
                () -> Refusal.at(ProblemType.INVALID, "entity", "`entity` must be `kind:id`"));
    bounds.lookAtEffect(who, entity);
    return Answers.ok(
        members(
            "statements",
            review.appeals().of(entity).stream()
                .map(statement -> StatementJson.tree(statement, address))
                .toList()));
  }
}
