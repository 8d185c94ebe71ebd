package io.hedgerow.review.appeal;

import io.hedgerow.engine.event.EntityId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a user is told about one restriction.
 *
 * @param token the secret of its link
 * @param action in force, as a word
 * @param label that led to it
 * @param machine true when no person had judged
 * @param facts what it is based on, in the words of whoever judged
 * @param template under which version of which template it is shown
 * @param appeal the objection, once there is one
 */
public record Statement(
    long id,
    String token,
    EntityId entity,
    String policy,
    String action,
    long label,
    boolean machine,
    String facts,
    String template,
    Instant at,
    Optional<Appeal> appeal) {

  /**
   * A user's objection.
   *
   * @param outcome {@code upheld} (the restriction stays) or {@code overturned}; empty while it
   *     waits
   * @param answer what the person who decided it wrote
   */
  public record Appeal(
      long id, String text, Instant filed, Optional<String> outcome, String answer) {}
}
