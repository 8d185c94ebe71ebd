package io.hedgerow.engine.event;

import io.hedgerow.engine.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes events as CloudEvents 1.0 JSON, and names their content by a hash. */
public final class EventJson {
  private EventJson() {}

  /** One line of JSON that {@link EventReader} reads back to an equal event. */
  public static String write(Event event) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("specversion", "1.0");
    members.put("id", event.key().id());
    members.put("source", event.key().source());
    members.put("type", event.type());
    members.put("time", event.time().toString());
    members.put("data", event.data());
    return CanonicalJson.write(members);
  }

  /**
   * SHA-256 of what the event says, in lower-case hex: the same for the same type and data whatever
   * the order of members. Two events with one key and different hashes are a sender's mistake. The
   * time is left out because senders stamp repeats anew.
   */
  public static String contentHash(Event event) {
    String content = event.type() + "\n" + CanonicalJson.writeSorted(event.data());
    return HexFormat.of().formatHex(sha256().digest(content.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform must have SHA-256", missing);
    }
  }
}
