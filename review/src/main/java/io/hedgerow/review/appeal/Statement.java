package io.hedgerow.review.appeal;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.statement.StatementText;
import io.hedgerow.ledger.enforcement.Ranking.SourceName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a user was told about one restriction.
 *
 * @param token the secret of its link
 * @param owner the account that is told; empty when nobody is known to own the entity
 * @param action in force, as a word
 * @param surfaces where something else is in force, as words
 * @param label that led to it
 * @param ladder true when it comes from strikes
 * @param until when it ends by itself
 * @param machine true when no person had judged
 * @param found who came upon it: {@code machine}, {@code report} or {@code person}
 * @param source the rule, bank, model or person that it goes back to
 * @param facts what it is based on, in the words of whoever judged
 * @param language of the text, BCP 47
 * @param template under which version of which words it was written
 * @param text as it was written
 * @param ends until when its reader may object; empty when it answers an objection itself
 * @param appeal the objection, once there is one
 */
public record Statement(
    long id,
    String token,
    EntityId entity,
    Optional<EntityId> owner,
    String policy,
    String action,
    Map<String, String> surfaces,
    long label,
    boolean ladder,
    Optional<Instant> until,
    boolean machine,
    String found,
    SourceName source,
    String facts,
    String language,
    String template,
    StatementText text,
    Instant at,
    Optional<Instant> ends,
    Optional<Appeal> appeal) {

  public Statement {
    surfaces = Map.copyOf(surfaces);
  }

  /** Its address on this server. */
  public String link() {
    return "/statements/" + token;
  }

  /**
   * A user's objection.
   *
   * @param due until when it shall be answered
   * @param outcome {@code upheld} (the restriction stays), {@code overturned} or {@code modified};
   *     empty while it waits
   * @param answer what the person who decided it wrote
   */
  public record Appeal(
      long id,
      String text,
      Instant filed,
      Instant due,
      Optional<String> outcome,
      Optional<Instant> decided,
      String answer) {}
}
