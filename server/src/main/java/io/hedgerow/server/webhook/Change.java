package io.hedgerow.server.webhook;

/**
 * Something that webhooks hear of: one change of what is in force on an entity, or one statement.
 *
 * @param id rises in the order they were committed, for each kind
 * @param entity written {@code kind:id}
 * @param body JSON text that webhooks send
 */
public record Change(long id, String entity, String body) {

  /** Where they are read. */
  public interface Log {
    /** The changes after that one, oldest first. */
    java.util.List<Change> after(long id, int limit);

    /** The newest change's id; 0 before the first. */
    long newest();
  }
}
