package io.hedgerow.server.review;

import io.hedgerow.ledger.label.Label;
import io.hedgerow.review.Review;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.util.Collection;
import org.springframework.security.core.Authentication;

/**
 * By which policies somebody may judge, wherever a judgement comes in: a role says what kind of
 * work is theirs, this says on what. Thread-safe.
 */
public final class Bounds {
  private final Review review;

  Bounds(Review review) {
    this.review = review;
  }

  /** Refuses a judgement by a policy that is not theirs. */
  public void check(Authentication who, String policy) {
    if (!review.reviewers().find(Author.of(who).id()).mayDecideBy(policy)) {
      throw Refusal.at(
          ProblemType.FORBIDDEN, "policy", "`" + policy + "` is none of your policies");
    }
  }

  /** Refuses to take labels back of which one is by a policy that is not theirs. */
  public void check(Authentication who, Collection<Label> labels) {
    labels.stream().map(Label::policy).distinct().forEach(policy -> check(who, policy));
  }
}
