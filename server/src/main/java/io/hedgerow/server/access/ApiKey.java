package io.hedgerow.server.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A machine's way in, without its secret.
 *
 * @param prefix first 11 characters of the key ({@code hk_} and 8 more): enough to name it, not to
 *     use it
 * @param name what it is for
 * @param rate requests a second, when it has a rate of its own
 */
public record ApiKey(
    String prefix,
    String name,
    Set<Permission> scopes,
    Optional<Integer> rate,
    Instant created,
    String createdBy,
    Optional<Instant> revoked) {
  public ApiKey {
    scopes = Set.copyOf(scopes);
  }

  /** A key and its secret text, which is never shown again. */
  public record Issued(ApiKey key, String text) {}
}
