package io.hedgerow.server.console;

import io.hedgerow.engine.policy.Policy;
import io.hedgerow.review.Review;
import io.hedgerow.review.appeal.Appeals;
import io.hedgerow.review.appeal.Statement;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What a user reads behind the link of a statement, and where they object. Needs no account: the
 * link is the secret. Shows no content and no names of those who judged.
 */
@RestController
public final class StatementPage {
  private final Templates templates;
  private final Review review;
  private final PackShelf shelf;

  StatementPage(Templates templates, Review review, PackShelf shelf) {
    this.templates = templates;
    this.review = review;
    this.shelf = shelf;
  }

  @GetMapping("/statements/{token}")
  ResponseEntity<byte[]> page(@PathVariable String token, HttpServletRequest request) {
    Statement statement = find(token);
    Optional<Policy> policy =
        Optional.ofNullable(shelf.active().policies().get(statement.policy()));
    return templates.render(
        "statement",
        Map.of(
            "statement",
            statement,
            "policy",
            policy,
            "until",
            review.appeals().ends(statement),
            "csrf",
            (CsrfToken) request.getAttribute(CsrfToken.class.getName())));
  }

  /** Files the objection. */
  @PostMapping("/statements/{token}")
  ResponseEntity<Void> appeal(@PathVariable String token, @RequestParam String text) {
    Statement statement = find(token);
    if (text.isBlank() || text.length() > 5_000) {
      throw Refusal.at(ProblemType.INVALID, "text", "an objection has 1 to 5000 characters");
    }
    return switch (review.appeals().file(statement.token(), text)) {
      case Appeals.Filed.Waits _, Appeals.Filed.Already _ ->
          ResponseEntity.status(303)
              .header(HttpHeaders.LOCATION, "/statements/" + statement.token())
              .build();
      case Appeals.Filed.TooLate(var ended) ->
          throw Refusal.of(ProblemType.GONE, "the time to object ended at " + ended);
      case Appeals.Filed.Unknown _ -> throw unknown();
    };
  }

  private Statement find(String token) {
    return review.appeals().find(token).orElseThrow(StatementPage::unknown);
  }

  private static Refusal unknown() {
    return Refusal.of(ProblemType.NOT_FOUND, "there is no statement behind this link");
  }
}
