package io.hedgerow.server.access;

import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.settings.ServerSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The two pages that are open: the login, and the first admin's set-up behind its link. */
@ShowsNoContent
@RestController
final class LoginPages {
  private final ServerSettings settings;
  private final People people;
  private final SetupLink link;
  private final UserDetailsService logins;
  private final Entrances entrances;

  LoginPages(
      ServerSettings settings,
      People people,
      SetupLink link,
      UserDetailsService logins,
      Entrances entrances) {
    this.settings = settings;
    this.people = people;
    this.link = link;
    this.logins = logins;
    this.entrances = entrances;
  }

  @GetMapping("/login")
  ResponseEntity<byte[]> login(
      CsrfToken csrf,
      @RequestParam(required = false) @org.jspecify.annotations.Nullable String error) {
    String note = error == null ? "" : "<p role=\"alert\">That name and password do not fit.</p>";
    String single =
        settings.oidc().isEmpty()
            ? ""
            : "<p><a class=\"button\" href=\"/oauth2/authorization/oidc\">Single sign-on</a></p>";
    return page(
        "Log in",
        note + form("/login", csrf, "", "Log in", "username", "current-password") + single);
  }

  @GetMapping("/setup")
  ResponseEntity<byte[]> setup(@RequestParam String token, CsrfToken csrf) {
    if (!link.opens(token)) {
      throw gone();
    }
    String hidden =
        "<input type=\"hidden\" name=\"token\" value=\"" + HtmlUtils.htmlEscape(token) + "\">";
    return page(
        "Make the first admin",
        "<p>Choose a name (lower-case letters and digits) and a password of at least 12"
            + " characters.</p>"
            + form("/setup", csrf, hidden, "Make the account", "username", "new-password"));
  }

  /** The account is made first, so that a password too short does not use the link up. */
  @PostMapping("/setup")
  ResponseEntity<byte[]> makeAdmin(
      @RequestParam String token,
      @RequestParam String username,
      @RequestParam String password,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (!link.opens(token)) {
      throw gone();
    }
    synchronized (link) {
      if (people.hasAdmin() || !link.opens(token)) {
        throw gone();
      }
      people.add(username, password, Set.of(Role.ADMIN), "setup link");
      link.use(token);
    }
    enter(username, request, response);
    entrances.entered("person:" + username, "setup link", request);
    return ResponseEntity.status(303).header(HttpHeaders.LOCATION, "/").build();
  }

  private void enter(String name, HttpServletRequest request, HttpServletResponse response) {
    if (request.getSession(false) != null) {
      request.changeSessionId();
    }
    UserDetails user = logins.loadUserByUsername(name);
    if (user instanceof CredentialsContainer secret) {
      secret.eraseCredentials(); // the session is kept in the database
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
    SecurityContextHolder.setContext(context);
    new HttpSessionSecurityContextRepository().saveContext(context, request, response);
  }

  private static Refusal gone() {
    return Refusal.of(
        ProblemType.GONE, "this link has been used or has expired; a restart prints a new one");
  }

  private static String form(
      String action, CsrfToken csrf, String hidden, String button, String name, String password) {
    return """
    <form method="post" action="%s">
      <input type="hidden" name="%s" value="%s">%s
      <label>Name <input name="username" autocomplete="%s" required autofocus></label>
      <label>Password <input name="password" type="password" autocomplete="%s" required></label>
      <button>%s</button>
    </form>
    """
        .formatted(
            action, csrf.getParameterName(), csrf.getToken(), hidden, name, password, button);
  }

  private static ResponseEntity<byte[]> page(String title, String content) {
    String html =
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>%s · Hedgerow</title><link rel="icon" href="/assets/hedgerow.svg" type="image/svg+xml"><link rel="stylesheet" href="/assets/login.css"></head>
        <body><main><h1>%s</h1>
        %s</main></body></html>
        """
            .formatted(title, title, content);
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .cacheControl(org.springframework.http.CacheControl.noStore())
        .body(html.getBytes(StandardCharsets.UTF_8));
  }
}
