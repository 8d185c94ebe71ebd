package io.hedgerow.server.decision;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * How long the engine thought about an event. It travels beside the decision, in a {@code
 * Server-Timing} header or a member of its own, since a decision is the same bytes whenever it is
 * read.
 */
public final class Timing {
  private Timing() {}

  /** Whole microseconds. */
  public static long micros(Duration took) {
    return took.toNanos() / 1_000;
  }

  /** {@code Server-Timing: engine;dur=0.153}, in milliseconds (W3C Server Timing, section 3). */
  public static HttpHeaders headers(Optional<Duration> took) {
    HttpHeaders headers = new HttpHeaders();
    took.ifPresent(time ->
        headers.set(
            "Server-Timing",
            String.format(Locale.ROOT, "engine;dur=%.3f", micros(time) / 1_000.0)));
    return headers;
  }

  /** The same answer with the time in its headers. */
  public static ResponseEntity<byte[]> beside(
      ResponseEntity<byte[]> answer, Optional<Duration> took) {
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .headers(headers(took))
        .body(answer.getBody());
  }
}
