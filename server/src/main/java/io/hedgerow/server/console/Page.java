package io.hedgerow.server.console;

import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What every page shows around its content.
 *
 * @param section the menu entry it stands under
 * @param person who looks at it
 * @param mayUndo whether they may take labels back
 * @param mayTrust whether they may say on what machines alone may not act
 * @param mayReview whether they may work on cases
 * @param mayLead whether they may act on many entities at once
 * @param mayCheck whether they see the team's numbers
 */
public record Page(
    String title,
    String section,
    String person,
    boolean mayUndo,
    boolean mayTrust,
    boolean mayReview,
    boolean mayLead,
    boolean mayCheck,
    String csrfName,
    String csrfToken) {

  static Page of(String title, String section, HttpServletRequest request, Authentication who) {
    CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    return new Page(
        title,
        section,
        Author.of(who).name(),
        may(who, Permission.LABELS_WRITE),
        may(who, Permission.TRUST_WRITE),
        may(who, Permission.CASES_WORK),
        may(who, Permission.CASES_LEAD),
        may(who, Permission.QUALITY_WRITE),
        csrf.getParameterName(),
        csrf.getToken());
  }

  /** True for the pages that the bar keeps behind one entry. */
  public boolean inEngine() {
    return List.of("pack", "banks", "models", "sources", "traffic", "health").contains(section);
  }

  private static boolean may(Authentication who, Permission permission) {
    return permission.heldBy(who);
  }
}
