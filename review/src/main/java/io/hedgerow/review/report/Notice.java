package io.hedgerow.review.report;

import io.hedgerow.engine.event.EntityId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What somebody without an account told us about one or several entities, and what became of it.
 *
 * @param receipt its number, for people to quote
 * @param policy that they say is broken; empty when they named none
 */
public record Notice(String receipt, String policy, String text, Instant at, List<Item> items) {

  /** The most entities of one notice. */
  public static final int MOST_ITEMS = 20;

  private static final int LONGEST_TEXT = 5_000;
  private static final int LONGEST_NAME = 200;

  public Notice {
    items = List.copyOf(items);
  }

  /**
   * One entity of a notice.
   *
   * @param found false when nothing is known here by that name
   * @param upheld what a person decided; empty while it waits
   */
  public record Item(EntityId entity, boolean found, Optional<Boolean> upheld) {}

  /**
   * A notice before it is taken.
   *
   * @param name and {@code email} of whoever gives it; empty when they would rather not say
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public record Draft(
      List<EntityId> entities, String policy, String text, String name, String email) {
    public Draft {
      entities = entities.stream().distinct().toList();
      if (entities.isEmpty() || entities.size() > MOST_ITEMS) {
        throw new IllegalArgumentException(
            "a notice names 1 to %d items, this one %d".formatted(MOST_ITEMS, entities.size()));
      }
      if (text.isBlank() || text.length() > LONGEST_TEXT) {
        throw new IllegalArgumentException(
            "a notice says why in 1 to %d characters, this one in %d"
                .formatted(LONGEST_TEXT, text.strip().length()));
      }
      if (name.length() > LONGEST_NAME || email.length() > LONGEST_NAME) {
        throw new IllegalArgumentException(
            "name and e-mail address have at most " + LONGEST_NAME + " characters");
      }
      text = text.replace('\0', ' ').strip();
      name = name.replace('\0', ' ').strip();
      email = email.replace('\0', ' ').strip();
    }
  }

  /**
   * What whoever gave it gets.
   *
   * @param receipt for people to quote
   * @param token the secret of the link that shows what became of it
   */
  public record Receipt(String receipt, String token) {}
}
