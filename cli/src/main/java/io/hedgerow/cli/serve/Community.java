package io.hedgerow.cli.serve;

import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventJson;
import io.hedgerow.simulator.Simulation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sends a simulated community's events over HTTP, as a product would. Used by one thread. */
final class Community {
  private static final int BATCH = 500;
  private static final int BUSY = 503;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final Simulation simulation;
  private final URI events;
  private final String key;
  private Event next;

  Community(Simulation simulation, URI server, String key) {
    this.simulation = simulation;
    this.events = server.resolve("/v1/events");
    this.key = key;
    this.next = simulation.next();
  }

  /** Sends everything up to now, in batches. Returns how many events that were. */
  long catchUp() throws IOException, InterruptedException {
    long sent = 0;
    while (!next.received().isAfter(Instant.now())) {
      List<String> batch = due(BATCH);
      send(batch);
      sent += batch.size();
    }
    return sent;
  }

  /** Goes on in real time, until it is interrupted or the server has gone. */
  void goOn() throws IOException, InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      Duration wait = Duration.between(Instant.now(), next.received());
      if (wait.isPositive()) {
        Thread.sleep(wait);
      }
      send(due(BATCH));
    }
  }

  private List<String> due(int most) {
    List<String> due = new ArrayList<>();
    Instant now = Instant.now();
    while (due.size() < most && !next.received().isAfter(now)) {
      due.add(EventJson.write(next));
      next = simulation.next();
    }
    return due;
  }

  private void send(List<String> batch) throws IOException, InterruptedException {
    if (batch.isEmpty()) {
      return;
    }
    HttpRequest request =
        HttpRequest.newBuilder(events)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/cloudevents-batch+json")
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofString("[" + String.join(",", batch) + "]"))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    while (answer.statusCode() == BUSY) {
      Thread.sleep(Duration.ofMillis(500));
      answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    }
    if (answer.statusCode() >= 400) {
      throw new IOException("the server answered " + answer.statusCode() + ": " + answer.body());
    }
  }
}
