package io.hedgerow.ledger.enforcement;

import java.time.Instant;

/**
 * One change of what is in force on an entity. The changes are the entity's history and, in the
 * order of their numbers, what webhooks have to send.
 *
 * @param id its place in the order of all changes, from 1, without gaps
 * @param cause what led to it, for example {@code decisions}, {@code label}, {@code undo}, {@code
 *     time}
 */
public record EnforcementChange(
    long id, Instant at, String cause, Enforcement before, Enforcement after) {}
