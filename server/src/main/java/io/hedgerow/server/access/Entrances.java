package io.hedgerow.server.access;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.ledger.Ledger;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Problems;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutHandler;

/**
 * Keeps in the audit chain who comes and goes, and who tried to. Whoever cannot be written down is
 * not let in. Addresses are not kept there, where nothing can be forgotten; the log has them.
 * Guessing is slowed down by {@link LoginThrottle}, so the chain does not grow faster by it.
 */
final class Entrances {
  private static final Logger LOG = LoggerFactory.getLogger(Entrances.class);

  /** How long an open form of somebody who has not logged in may be sent. */
  static final Duration STRANGER = Duration.ofHours(1);

  private final Ledger ledger;
  private final People people;
  private final Duration lasts;

  /**
   * @param lasts how long an idle login lasts
   */
  Entrances(Ledger ledger, People people, Duration lasts) {
    this.ledger = ledger;
    this.people = people;
    this.lasts = lasts;
  }

  /**
   * Lets somebody in.
   *
   * @param way {@code password} or {@code single sign-on}
   */
  AuthenticationSuccessHandler entering(String way) {
    AuthenticationSuccessHandler home = new SimpleUrlAuthenticationSuccessHandler("/");
    return (request, response, who) -> {
      try {
        entered(Author.of(who).id(), way, request);
      } catch (RuntimeException failure) {
        turnAway(request, response, failure);
        return;
      }
      home.onAuthenticationSuccess(request, response, who);
    };
  }

  /** Notes that somebody came in. */
  void entered(String who, String way, HttpServletRequest request) {
    note("login", who, members("way", way));
    request.getSession().setMaxInactiveInterval(Math.toIntExact(lasts.toSeconds()));
  }

  private static void turnAway(
      HttpServletRequest request, HttpServletResponse response, RuntimeException failure)
      throws IOException {
    LOG.warn("a login could not be written down: {}", failure.getMessage());
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    Problems.write(
        request,
        response,
        Refusal.later(
            ProblemType.UNAVAILABLE,
            "logins cannot be written down at the moment",
            Duration.ofSeconds(5)));
  }

  /** Keeps somebody out. A name that is nobody's is not kept: it may be a password. */
  AuthenticationFailureHandler refusing(String way) {
    AuthenticationFailureHandler back = new SimpleUrlAuthenticationFailureHandler("/login?error");
    return (request, response, failure) -> {
      refused(request, way, failure);
      back.onAuthenticationFailure(request, response, failure);
    };
  }

  private void refused(HttpServletRequest request, String way, AuthenticationException failure)
      throws ServletException {
    String name =
        Objects.requireNonNullElse(request.getParameter("username"), "").toLowerCase(Locale.ROOT);
    boolean known = people.find(name).isPresent();
    LOG.info("login refused from {}", request.getRemoteAddr());
    try {
      note(
          "login refused",
          known ? "person:" + name : "unknown",
          members("way", way, "why", failure.getClass().getSimpleName()));
    } catch (RuntimeException unwritten) {
      LOG.warn("a refused login could not be written down: {}", unwritten.getMessage());
    }
  }

  /** Notes that somebody left. */
  LogoutHandler leaving() {
    return (_, _, who) -> left(who);
  }

  private void left(@Nullable Authentication who) {
    if (who == null) {
      return;
    }
    try {
      note("logout", Author.of(who).id(), Map.of());
    } catch (RuntimeException unwritten) {
      LOG.warn("a logout could not be written down: {}", unwritten.getMessage());
    }
  }

  private void note(String kind, String author, Map<String, ?> detail) {
    ledger.note(kind, author, detail, _ -> {});
  }
}
