package io.hedgerow.server.access;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.User;

/** Somebody who came in by password, and when: a login of an epoch that is over counts no more. */
final class LoggedIn extends User {
  private static final long serialVersionUID = 1L;

  private final int epoch;

  LoggedIn(Person person, Collection<? extends GrantedAuthority> authorities) {
    super(person.name(), person.passwordHash(), !person.disabled(), true, true, true, authorities);
    epoch = person.epoch();
  }

  int epoch() {
    return epoch;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return super.equals(other) && other instanceof LoggedIn login && login.epoch == epoch;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + epoch;
  }
}
