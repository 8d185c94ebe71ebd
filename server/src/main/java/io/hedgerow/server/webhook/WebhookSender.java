package io.hedgerow.server.webhook;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Makes one attempt to deliver one change. Thread-safe. */
final class WebhookSender implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final AddressGuard guard;
  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  WebhookSender(AddressGuard guard, InstantSource clock) {
    this.guard = guard;
    this.clock = clock;
  }

  /** What went wrong; empty when the receiver said yes (any 2xx). */
  Optional<String> send(Delivery delivery) throws InterruptedException {
    Optional<String> objection = guard.objection(delivery.url());
    if (objection.isPresent()) {
      return objection;
    }
    try {
      int status =
          client.send(request(delivery), HttpResponse.BodyHandlers.discarding()).statusCode();
      return status / 100 == 2 ? Optional.empty() : Optional.of("the receiver answered " + status);
    } catch (IOException failure) {
      return Optional.of(failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }
  }

  private HttpRequest request(Delivery delivery) {
    Instant now = clock.instant();
    String id = delivery.about().word() + "_" + delivery.change();
    return HttpRequest.newBuilder(delivery.url())
        .timeout(TIMEOUT)
        .header("content-type", "application/json")
        .header("user-agent", "hedgerow-webhook")
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
        .header(
            "webhook-signature", WebhookSignature.of(delivery.secret(), id, now, delivery.body()))
        .POST(HttpRequest.BodyPublishers.ofString(delivery.body()))
        .build();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
