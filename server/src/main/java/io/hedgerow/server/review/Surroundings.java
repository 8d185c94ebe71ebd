package io.hedgerow.server.review;

import io.hedgerow.engine.decision.FiredRule;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.label.Label;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What stands around a case, for the screen: its content as people see it, what it stands under and
 * beside, why machines sent it, and what came before. A blind item shows what was known then.
 *
 * @param deleted when the product said that it is no longer there
 * @param pictureSeen when this reviewer last looked at the same picture in another case
 * @param under what it stands under, nearest first
 * @param beside what stands around it there, in order
 * @param rules that fired on the event and counted, with what they saw
 * @param past what came into force on the entity, newest first
 * @param actorPast what the actor did last, newest first
 * @param actorInForce what is in force on the actor, as a word
 */
public record Surroundings(
    List<Said> said,
    Optional<Instant> deleted,
    Optional<Instant> pictureSeen,
    List<Neighbour> under,
    List<Neighbour> beside,
    List<FiredRule> rules,
    List<Score> scores,
    List<Match> matches,
    List<Past> past,
    List<Past> actorPast,
    String actorInForce,
    List<Label> actorLabels) {

  /** Something near the case, and what it says. */
  public record Neighbour(EntityId entity, List<Said> said) {}

  /**
   * What a model gave.
   *
   * @param field of the event that it looked at
   * @param value probability, in [0, 1]
   */
  public record Score(String name, String field, double value) {}

  /**
   * A known picture that the case's is like.
   *
   * @param distance in bits of 256; 31 and below is taken to be the same
   */
  public record Match(String bank, long distance, String source, String hash) {}

  /** Something that happened. */
  public record Past(Instant at, String what, String detail) {}
}
