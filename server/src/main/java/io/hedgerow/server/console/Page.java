package io.hedgerow.server.console;

import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Permission;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What every page shows around its content.
 *
 * @param section the menu entry it stands under
 * @param person who looks at it
 * @param mayUndo whether they may take labels back
 */
public record Page(
    String title,
    String section,
    String person,
    boolean mayUndo,
    String csrfName,
    String csrfToken) {

  static Page of(String title, String section, HttpServletRequest request, Authentication who) {
    CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    boolean mayUndo =
        who.getAuthorities().stream()
            .anyMatch(authority ->
                Permission.LABELS_WRITE.scope().equals(authority.getAuthority())
                    || Permission.ADMIN.scope().equals(authority.getAuthority()));
    return new Page(
        title, section, Author.of(who).name(), mayUndo, csrf.getParameterName(), csrf.getToken());
  }
}
