package io.hedgerow.server.access;

import java.time.Instant;
import java.util.Set;

/**
 * Someone with an account here.
 *
 * @param name what they log in with: 2 to 60 lower-case letters, digits, {@code . _ - @}
 * @param passwordHash as the password encoder wrote it
 * @param epoch counts the changes that end all logins made before: password, roles, disabling
 */
public record Person(
    String name,
    String passwordHash,
    Set<Role> roles,
    boolean disabled,
    Instant created,
    int epoch) {
  public Person {
    roles = Set.copyOf(roles);
  }

  /** What the roles allow. */
  public Set<Permission> permissions() {
    return roles.stream()
        .flatMap(role -> role.permissions().stream())
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  @Override
  public String toString() {
    return "Person[" + name + "]";
  }
}
