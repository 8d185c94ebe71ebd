package io.hedgerow.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends the sessions of accounts that were disabled or changed since the login. Whom an OpenID
 * provider vouched for is asked for again after a time, however busy: only the provider knows who
 * has left or has other roles now.
 */
final class FreshAccountFilter extends OncePerRequestFilter {
  private final People people;
  private final Duration vouched;
  private final InstantSource clock;

  FreshAccountFilter(People people, Duration vouched, InstantSource clock) {
    this.people = people;
    this.vouched = vouched;
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpSession session = request.getSession(false);
    if (session != null && over(session)) {
      SecurityContextHolder.clearContext();
      session.invalidate();
    }
    chain.doFilter(request, response);
  }

  private boolean over(HttpSession session) {
    return switch (principal()) {
      case LoggedIn login -> !unchanged(login);
      case OidcUser _ -> {
        Instant began = Instant.ofEpochMilli(session.getCreationTime());
        yield began.plus(vouched).isBefore(clock.instant());
      }
      case null, default -> false;
    };
  }

  private static @Nullable Object principal() {
    return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
        .map(current -> current.getPrincipal())
        .orElse(null);
  }

  /** Roles may mean other permissions in a newer release; then too the login is made again. */
  private boolean unchanged(LoggedIn login) {
    return people
        .find(login.getUsername())
        .filter(person -> !person.disabled())
        .filter(person -> person.epoch() == login.epoch())
        .map(Logins::authorities)
        .filter(now -> now.size() == login.getAuthorities().size())
        .filter(now -> login.getAuthorities().containsAll(now))
        .isPresent();
  }
}
