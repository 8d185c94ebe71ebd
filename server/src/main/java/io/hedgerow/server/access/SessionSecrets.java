package io.hedgerow.server.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.HttpSessionIdResolver;

/**
 * Gives the browser 256 random bits and the database their hash, as API keys are kept: whoever
 * reads the table, or a backup of it, cannot enter with what it holds. Thread-safe.
 */
final class SessionSecrets implements SessionIdGenerator, HttpSessionIdResolver {
  /** Far more than requests are ever under way; those that never answered are forgotten. */
  private static final int UNDER_WAY = 10_000;

  private final Secrets secrets;
  private final CookieHttpSessionIdResolver cookies;

  /** Secrets by id, from when a session is made until the answer carries its cookie. */
  private final Map<String, String> untold =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > UNDER_WAY;
        }
      };

  SessionSecrets(SecureRandom random, CookieHttpSessionIdResolver cookies) {
    secrets = new Secrets(random);
    this.cookies = cookies;
  }

  @Override
  public String generate() {
    String secret = secrets.next();
    String id = id(secret);
    synchronized (untold) {
      untold.put(id, secret);
    }
    return id;
  }

  private static String id(String secret) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash(secret));
  }

  @Override
  public List<String> resolveSessionIds(HttpServletRequest request) {
    return cookies.resolveSessionIds(request).stream().map(SessionSecrets::id).toList();
  }

  /** The filter asks again when the answer is on its way already; a secret is told once. */
  @Override
  public void setSessionId(HttpServletRequest request, HttpServletResponse response, String id) {
    String secret;
    synchronized (untold) {
      secret = untold.remove(id);
    }
    if (secret != null) {
      cookies.setSessionId(request, response, secret);
    }
  }

  @Override
  public void expireSession(HttpServletRequest request, HttpServletResponse response) {
    cookies.expireSession(request, response);
  }
}
