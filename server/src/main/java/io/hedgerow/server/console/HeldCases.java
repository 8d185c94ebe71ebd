package io.hedgerow.server.console;

import io.hedgerow.review.Review;
import io.hedgerow.review.cases.Lease;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.util.UUID;
import org.springframework.security.core.Authentication;

/** The cases that reviewers have before them: nothing is shown or done beside the lease. */
final class HeldCases {
  private final Review review;

  HeldCases(Review review) {
    this.review = review;
  }

  /** The lease of somebody on a case; refused when they do not hold it. */
  Lease by(Authentication who, long id, UUID lease) {
    return review.desk().lease(id, lease, Author.of(who).id()).orElseThrow(HeldCases::gone);
  }

  /** What whoever no longer holds a case is told. */
  static Refusal gone() {
    return Refusal.of(
        ProblemType.CONFLICT, "somebody else has this case or has decided it; nothing was changed");
  }
}
