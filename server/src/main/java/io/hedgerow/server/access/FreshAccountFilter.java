package io.hedgerow.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends the sessions of accounts that were disabled or changed since the login. */
final class FreshAccountFilter extends OncePerRequestFilter {
  private final People people;

  FreshAccountFilter(People people) {
    this.people = people;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication current = SecurityContextHolder.getContext().getAuthentication();
    if (current != null && current.getPrincipal() instanceof UserDetails user && !unchanged(user)) {
      SecurityContextHolder.clearContext();
      Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
    }
    chain.doFilter(request, response);
  }

  private boolean unchanged(UserDetails user) {
    return people
        .find(user.getUsername())
        .filter(person -> !person.disabled())
        .map(Logins::authorities)
        .filter(now -> now.size() == user.getAuthorities().size())
        .filter(now -> user.getAuthorities().containsAll(now))
        .isPresent();
  }
}
