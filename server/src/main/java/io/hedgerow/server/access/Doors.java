package io.hedgerow.server.access;

import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Problems;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.csrf.CsrfException;

/** What callers see who are not let in: a login page for browsers, a problem for the rest. */
final class Doors {
  private Doors() {}

  static void strangers(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getMethod().equals("GET") && Problems.readsPages(request)) {
      response.sendRedirect("/login");
      return;
    }
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    Problems.write(
        request, response, Refusal.of(ProblemType.UNAUTHENTICATED, "this needs a key or a login"));
  }

  static void forbidden(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
      throws IOException {
    Refusal refusal =
        reason instanceof CsrfException
            ? Refusal.of(ProblemType.CSRF, "the form's token is missing or old")
            : needs(request);
    Problems.write(request, response, refusal);
  }

  private static Refusal needs(HttpServletRequest request) {
    Refusal refusal = Refusal.of(ProblemType.FORBIDDEN, "this needs a permission you do not have");
    return request.getAttribute(NEEDS) instanceof String scope
        ? refusal.with("needs", scope)
        : refusal;
  }

  /** Request attribute with the scope that was missing. */
  static final String NEEDS = Doors.class.getName() + ".needs";
}
