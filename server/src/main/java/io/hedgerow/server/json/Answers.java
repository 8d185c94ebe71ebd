package io.hedgerow.server.json;

import io.hedgerow.engine.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** JSON answers, written by the engine's own writer so that all of Hedgerow prints alike. */
public final class Answers {
  private Answers() {}

  /** 200 with a value tree. */
  public static ResponseEntity<byte[]> ok(Object value) {
    return status(200, value);
  }

  /** A value tree under another status. */
  public static ResponseEntity<byte[]> status(int status, Object value) {
    return text(status, CanonicalJson.write(value));
  }

  /** JSON that is already text. */
  public static ResponseEntity<byte[]> text(int status, String json) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body((json + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** 204. */
  public static ResponseEntity<byte[]> nothing() {
    return ResponseEntity.noContent().build();
  }

  /** Names members in order; absent {@code Optional}s are left out. */
  public static Map<String, Object> members(Object... namesAndValues) {
    return CanonicalJson.members(namesAndValues);
  }
}
