package io.hedgerow.server.access;

import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Problems;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows down whoever opens the public forms again and again without a session: each form begins
 * one, which is a row in the database. Sixty at once and one a second from one address.
 */
final class StrangerThrottle extends OncePerRequestFilter {
  private final Buckets buckets = new Buckets();

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getServletPath();
    boolean form =
        path.equals("/login")
            || path.equals("/setup")
            || path.equals("/notice")
            || path.startsWith("/statements/")
            || path.startsWith("/oauth2/authorization/");
    return !form || request.getSession(false) != null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Duration> wait = buckets.take(request.getRemoteAddr(), 1, 60);
    if (wait.isPresent()) {
      Problems.write(
          request,
          response,
          Refusal.later(ProblemType.TOO_MANY_REQUESTS, "too many new sessions", wait.get()));
      return;
    }
    chain.doFilter(request, response);
  }
}
