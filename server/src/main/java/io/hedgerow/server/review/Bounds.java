package io.hedgerow.server.review;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.review.Review;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.util.Collection;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;

/**
 * By which policies somebody may judge and what they may look at, wherever they do so: a role says
 * what kind of work is theirs, this says on what. Thread-safe.
 */
public final class Bounds {
  private final Review review;
  private final LedgerReader reader;

  Bounds(Review review, LedgerReader reader) {
    this.review = review;
    this.reader = reader;
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

  /** Refuses to take a batch of labels back of which one is by a policy that is not theirs. */
  public void checkBatch(Authentication who, String batch) {
    check(who, reader.labelsInBatch(batch));
  }

  /**
   * Refuses a person a look at what belongs to a queue that needs a grant they do not have. Keys
   * are for programs, which their scopes bound.
   */
  public void look(Authentication who, EntityId entity) {
    Author author = Author.of(who);
    if (author.machine()) {
      return;
    }
    String closed =
        review.sight().closed(author.id(), entity).stream()
            .map(queue -> "`" + queue + "`")
            .collect(Collectors.joining(", "));
    if (!closed.isEmpty()) {
      throw Refusal.of(
          ProblemType.FORBIDDEN,
          entity + " belongs to " + closed + ", which you have no grant for; a lead can give it");
    }
  }
}
