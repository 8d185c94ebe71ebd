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
 * Slows down floods of the public notice form: ten at once and one a minute from one address, and
 * two a second from everywhere, which is more than people can review.
 */
final class NoticeThrottle extends OncePerRequestFilter {
  private final Buckets buckets = new Buckets();

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !(request.getMethod().equals("POST") && request.getServletPath().equals("/notice"));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Duration> wait =
        buckets
            .take("from " + request.getRemoteAddr(), 1 / 60.0, 10)
            .or(() -> buckets.take("all", 2, 120));
    if (wait.isPresent()) {
      Problems.write(
          request,
          response,
          Refusal.later(ProblemType.TOO_MANY_REQUESTS, "too many notices", wait.get()));
      return;
    }
    chain.doFilter(request, response);
  }
}
