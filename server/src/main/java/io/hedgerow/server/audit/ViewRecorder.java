package io.hedgerow.server.audit;

import io.hedgerow.review.view.Views;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Keeps who opens what shows people's content, on disk before the page is made: when it cannot be
 * kept, nothing is shown. The same person looking at the same again within a minute, as a page that
 * refreshes itself does, is one view. Routes say by {@link Shows} what they show. Thread-safe.
 */
final class ViewRecorder implements HandlerInterceptor {
  private static final Duration SAME = Duration.ofMinutes(1);
  private static final int REMEMBERED = 10_000;

  private final Views views;
  private final InstantSource clock;
  private final Map<View, Instant> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<View, Instant> eldest) {
          return size() > REMEMBERED;
        }
      };

  ViewRecorder(Views views, InstantSource clock) {
    this.views = views;
    this.clock = clock;
  }

  private record View(String viewer, String what, String subject) {}

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod route
        && request.getUserPrincipal() instanceof Authentication who) {
      shown(route)
          .map(what -> new View(Author.of(who).id(), what, subject(request)))
          .filter(this::isNew)
          .ifPresent(this::keep);
    }
    return true;
  }

  /**
   * What the route shows that is kept here; a route that does not say is taken to show something.
   */
  static Optional<String> shown(HandlerMethod route) {
    if (route.hasMethodAnnotation(ShowsNoContent.class)) {
      return Optional.empty();
    }
    Shows own = route.getMethodAnnotation(Shows.class);
    Shows shows = own == null ? route.getBeanType().getAnnotation(Shows.class) : own;
    if (shows != null) {
      return Optional.of(shows).filter(s -> !s.keptByHandler()).map(Shows::value);
    }
    return route.getBeanType().isAnnotationPresent(ShowsNoContent.class)
        ? Optional.empty()
        : Optional.of(route.getShortLogMessage());
  }

  /** With kind and id the entity, with an id that, else the address. */
  private static String subject(HttpServletRequest request) {
    Map<?, ?> named =
        request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> m
            ? m
            : Map.of();
    Object kind = named.get("kind");
    if (named.get("id") instanceof String id && kind != null) {
      return kind + ":" + id;
    }
    if (named.get("id") instanceof String id) {
      return id;
    }
    String query = request.getQueryString();
    String address = request.getRequestURI() + (query == null ? "" : "?" + query);
    return address.substring(0, Math.min(500, address.length()));
  }

  private boolean isNew(View view) {
    Instant now = clock.instant();
    synchronized (recent) {
      Instant last = recent.get(view);
      return last == null || last.plus(SAME).isBefore(now);
    }
  }

  private void keep(View view) {
    views.add(view.viewer(), view.what(), view.subject());
    synchronized (recent) {
      recent.put(view, clock.instant());
    }
  }
}
