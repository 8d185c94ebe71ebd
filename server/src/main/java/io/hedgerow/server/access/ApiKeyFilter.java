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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets machines in by {@code Authorization: Bearer hk_…}. A wrong key ends the request: it never
 * falls back to a login that the same browser may have.
 */
final class ApiKeyFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";

  private final ApiKeys keys;
  private final int defaultRate;
  private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

  ApiKeyFilter(ApiKeys keys, int defaultRate) {
    this.keys = keys;
    this.defaultRate = defaultRate;
  }

  static boolean carriesKey(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!carriesKey(request)) {
      chain.doFilter(request, response);
      return;
    }
    String text = request.getHeader(HttpHeaders.AUTHORIZATION).substring(SCHEME.length()).strip();
    Optional<ApiKey> key = keys.find(text);
    if (key.isEmpty()) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
      Problems.write(
          request,
          response,
          Refusal.of(ProblemType.UNAUTHENTICATED, "the key is unknown or revoked"));
      return;
    }
    Optional<Duration> wait = takeToken(key.get());
    if (wait.isPresent()) {
      Problems.write(request, response, tooMany(key.get(), wait.get()));
      return;
    }
    enter(key.get());
    chain.doFilter(request, response);
  }

  private Optional<Duration> takeToken(ApiKey key) {
    long now = System.nanoTime();
    return buckets
        .computeIfAbsent(key.prefix(), _ -> new TokenBucket(rate(key), 2.0 * rate(key), now))
        .take(now);
  }

  private Refusal tooMany(ApiKey key, Duration wait) {
    return Refusal.later(
        ProblemType.TOO_MANY_REQUESTS,
        "key " + key.prefix() + " may make " + rate(key) + " requests a second",
        wait);
  }

  private int rate(ApiKey key) {
    return key.rate().orElse(defaultRate);
  }

  private static void enter(ApiKey key) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(
            new Author("key:" + key.prefix(), key.name()),
            null,
            AuthorityUtils.createAuthorityList(
                key.scopes().stream().map(Permission::scope).toList())));
    SecurityContextHolder.setContext(context);
  }
}
