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
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows down guessing: few attempts at one account from one address, more from one address in all,
 * and a wide limit on one account from everywhere, so that nobody can lock others out cheaply.
 */
final class LoginThrottle extends OncePerRequestFilter {
  private final Buckets buckets = new Buckets();

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST")
        || !(request.getServletPath().equals("/login")
            || request.getServletPath().equals("/setup"));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String from = request.getRemoteAddr();
    String name =
        Objects.requireNonNullElse(request.getParameter("username"), "").toLowerCase(Locale.ROOT);
    Optional<Duration> wait =
        buckets
            .take("pair " + from + " " + name, 1 / 15.0, 6)
            .or(() -> buckets.take("from " + from, 0.5, 40))
            .or(() -> buckets.take("name " + name, 0.2, 60));
    if (wait.isPresent()) {
      Problems.write(
          request,
          response,
          Refusal.later(ProblemType.TOO_MANY_REQUESTS, "too many attempts to log in", wait.get()));
      return;
    }
    chain.doFilter(request, response);
  }
}
