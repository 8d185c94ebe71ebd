package io.hedgerow.server.console;

import io.hedgerow.server.json.Answers;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** How a form of the desk came: by the script, which shows what is next itself, or plainly. */
final class Sent {
  private static final int LONGEST = 2_000;

  private Sent() {}

  static boolean byScript(HttpServletRequest request) {
    return MediaType.APPLICATION_JSON_VALUE.equals(request.getHeader(HttpHeaders.ACCEPT));
  }

  /** Nothing for the script; a plain form is led back to the desk. */
  static ResponseEntity<byte[]> done(HttpServletRequest request) {
    return byScript(request) ? Answers.nothing() : to("/console/review");
  }

  static ResponseEntity<byte[]> to(String address) {
    return ResponseEntity.status(303).header(HttpHeaders.LOCATION, address).build();
  }

  /** As long as a reason may be. */
  static String cut(String reason) {
    return reason.substring(0, Math.min(LONGEST, reason.length()));
  }

  /** What somebody wrote, or what it means that they wrote nothing. */
  static String said(String text, String otherwise) {
    return text.isBlank() ? otherwise : cut(text.strip());
  }
}
