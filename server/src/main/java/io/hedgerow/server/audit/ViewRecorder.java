package io.hedgerow.server.audit;

import io.hedgerow.review.view.Views;
import io.hedgerow.server.access.Author;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.security.core.Authentication;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Keeps who opens what shows people's content, on disk before the page is made: when it cannot be
 * kept, nothing is shown. The same person looking at the same again within a minute, as a page that
 * refreshes itself does, is one view. Cases are kept by the desk that hands them out. Thread-safe.
 */
final class ViewRecorder implements HandlerInterceptor {
  private static final Duration SAME = Duration.ofMinutes(1);
  private static final int REMEMBERED = 10_000;

  /** Where content is shown, and what is told of it: with kind and id, the entity. */
  private static final List<Shown> SHOWN =
      List.of(
          new Shown("entity", "/console/entities/{kind}/{id}"),
          new Shown("entity", "/v1/entities/{kind}/{id}"),
          new Shown("decision", "/console/decisions/{id}"),
          new Shown("decision", "/v1/decisions/{id}"),
          new Shown("decision", "/v1/decisions/{id}/trace"),
          new Shown("decisions", "/v1/decisions"),
          new Shown("decisions", "/console/live"),
          new Shown("decisions", "/console/live/**"),
          new Shown("picture", "/v1/images/{id}"),
          new Shown("hash", "/console/banks/**"),
          new Shown("hashes exported", "/v1/banks/{bank}/export"),
          new Shown("picture tried", "/console/explorer"),
          new Shown("parked", "/v1/parked"),
          new Shown("bulk", "/v1/bulk/{id}/entities"),
          new Shown("bulk", "/console/bulk/{id}"),
          new Shown("calibration", "/v1/calibrations/{id}"),
          new Shown("calibration", "/console/calibration/{id}"),
          new Shown("statements", "/v1/statements"));

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

  private record Shown(String what, PathPattern pattern) {
    Shown(String what, String pattern) {
      this(what, PathPatternParser.defaultInstance.parse(pattern));
    }
  }

  private record View(String viewer, String what, String subject) {}

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getUserPrincipal() instanceof Authentication who) {
      find(request, Author.of(who).id()).filter(this::isNew).ifPresent(this::keep);
    }
    return true;
  }

  private static Optional<View> find(HttpServletRequest request, String viewer) {
    PathContainer path = PathContainer.parsePath(request.getRequestURI());
    for (Shown shown : SHOWN) {
      PathPattern.PathMatchInfo match = shown.pattern().matchAndExtract(path);
      if (match != null) {
        return Optional.of(
            new View(viewer, shown.what(), subject(request, match.getUriVariables())));
      }
    }
    return Optional.empty();
  }

  private static String subject(HttpServletRequest request, Map<String, String> named) {
    String id = named.get("id");
    String kind = named.get("kind");
    if (id != null && kind != null) {
      return kind + ":" + id;
    }
    if (id != null) {
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
