package io.hedgerow.server.webhook;

/**
 * One change of what is in force on an entity, as the ledger numbered it.
 *
 * @param id rises in the order the changes were committed
 * @param entity written {@code kind:id}
 * @param body JSON text that webhooks send
 */
public record Change(long id, String entity, String body) {

  /** Where changes are read: the ledger. */
  public interface Log {
    /** The changes after that one, oldest first. */
    java.util.List<Change> after(long id, int limit);

    /** The newest change's id; 0 before the first. */
    long newest();
  }
}
