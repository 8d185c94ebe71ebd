package io.hedgerow.ledger.label;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.policy.Action;
import java.time.Instant;
import java.util.Optional;

/**
 * One judgement, as it was written. Nothing about it ever changes; it is taken back by a later
 * label that negates it.
 *
 * @param id its place in the order of all labels
 * @param decision sequence number of the decision it came from; empty when written from outside
 * @param says what it judges
 * @param confidence probability in [0, 1] that the judgement is right
 * @param author the person or machine account that wrote it
 * @param created when the ledger took it
 * @param expires when it stops counting; empty means never
 * @param batch what was written together and can be undone together
 * @param action what a person wants in force instead of what the policy says, on every surface;
 *     empty where the policy decides
 * @param content fingerprint of what the entity said when it was judged; empty for accounts, and
 *     where nothing is known of it
 */
public record Label(
    long id,
    Optional<Long> decision,
    EntityId entity,
    String policy,
    Says says,
    Source source,
    double confidence,
    String reason,
    String author,
    Instant created,
    Optional<Instant> expires,
    Optional<String> batch,
    Optional<Action> action,
    Optional<String> content) {

  public Label {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be in [0, 1], was " + confidence);
    }
  }

  /** What a label can judge. */
  public sealed interface Says {
    /** The entity breaks the policy. */
    record Violates() implements Says {}

    /** The entity does not break the policy, whatever others said. */
    record Clears() implements Says {}

    /** That label is taken back, as if it had not been written. */
    record Negates(long label) implements Says {}
  }

  /** The one value of {@link Says.Violates}. */
  public static final Says VIOLATES = new Says.Violates();

  /** The one value of {@link Says.Clears}. */
  public static final Says CLEARS = new Says.Clears();

  /** The same judgement as of another time. */
  Label dated(Instant since) {
    return new Label(
        id,
        decision,
        entity,
        policy,
        says,
        source,
        confidence,
        reason,
        author,
        since,
        expires,
        batch,
        action,
        content);
  }

  /** True when its time has not run out. */
  public boolean unexpired(Instant at) {
    return expires.isEmpty() || at.isBefore(expires.get());
  }
}
