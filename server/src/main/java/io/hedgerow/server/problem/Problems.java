package io.hedgerow.server.problem;

import io.hedgerow.engine.json.CanonicalJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Writes refusals as {@code application/problem+json} (RFC 9457), or as a page for browsers. */
public final class Problems {
  private static final MediaType PAGE = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private Problems() {}

  /** True for callers who read pages, on any address but the API's. */
  public static boolean readsPages(HttpServletRequest request) {
    String accept = Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "");
    return accept.contains(MediaType.TEXT_HTML_VALUE)
        && !request.getServletPath().startsWith("/v1/");
  }

  /** The members of the problem, in the order of RFC 9457 section 3.1, then its own. */
  public static Map<String, Object> members(Refusal refusal) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", refusal.type().address());
    members.put("title", refusal.type().title());
    members.put("status", refusal.type().status());
    members.put("detail", refusal.detail());
    members.putAll(refusal.members());
    return members;
  }

  /** The answer as a controller gives it. */
  public static ResponseEntity<byte[]> answer(
      Refusal refusal, HttpHeaders more, HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    headers.putAll(more);
    headers.setContentType(type(request));
    refusal
        .retryAfter()
        .ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds(wait))));
    return ResponseEntity.status(refusal.type().status())
        .headers(headers)
        .body(bytes(refusal, request));
  }

  /** The answer as a filter gives it. */
  public static void write(
      HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException {
    response.setStatus(refusal.type().status());
    response.setContentType(type(request).toString());
    refusal
        .retryAfter()
        .ifPresent(
            wait -> response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds(wait))));
    byte[] body = bytes(refusal, request);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static MediaType type(HttpServletRequest request) {
    return ProblemScreen.suits(request) ? PAGE : MediaType.APPLICATION_PROBLEM_JSON;
  }

  private static byte[] bytes(Refusal refusal, HttpServletRequest request) {
    String body =
        ProblemScreen.suits(request)
            ? ProblemScreen.of(refusal, request)
            : CanonicalJson.write(members(refusal));
    return body.getBytes(StandardCharsets.UTF_8);
  }

  /** Retry-After counts whole seconds; less than one would mean "at once". */
  private static long seconds(Duration wait) {
    return Math.max(1, (wait.toMillis() + 999) / 1_000);
  }
}
