package io.hedgerow.server.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages as the Standard Webhooks specification 1.0.0 says: HMAC-SHA256 over id, timestamp
 * and body, joined by full stops. The timestamp lets receivers refuse old messages played again.
 */
final class WebhookSignature {
  private WebhookSignature() {}

  /** The value of {@code webhook-signature}. */
  static String of(byte[] secret, String id, Instant timestamp, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      String signed = id + "." + timestamp.getEpochSecond() + "." + body;
      return "v1,"
          + Base64.getEncoder()
              .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java platform must have HmacSHA256", missing);
    }
  }
}
