package io.hedgerow.engine.statement;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.policy.Action;
import java.time.Instant;
import java.util.Optional;

/**
 * A restriction that somebody has to be told of.
 *
 * @param policyTitle of the policy as the pack writes it, for languages that have no title of their
 *     own for it
 * @param until when it ends by itself
 * @param strikes true when it comes from several breaches together, by the policy's ladder
 * @param source the rule or bank that it goes back to; a person's name is never said
 * @param facts what it is based on, in the words of whoever judged
 * @param found who came upon it
 * @param byMachine true when no person has judged
 * @param ends until when its reader may object; empty when they already did
 */
public record Restriction(
    EntityId entity,
    String policy,
    String policyTitle,
    Action action,
    Instant at,
    Optional<Instant> until,
    boolean strikes,
    String source,
    String facts,
    Found found,
    boolean byMachine,
    Optional<Instant> ends) {

  /** Who came upon it: what the law wants said of automated means. */
  public enum Found {
    MACHINE,
    REPORT,
    PERSON
  }
}
