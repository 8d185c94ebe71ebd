package io.hedgerow.cli.serve;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventJson;
import io.hedgerow.simulator.Simulation;
import io.hedgerow.simulator.Truth.Violation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends a simulated community's events over HTTP, as a product would. Sent by one thread. */
final class Community {
  private static final int BATCH = 500;

  private final Simulation simulation;
  private final ServerClient server;
  private Event next;

  Community(Simulation simulation, ServerClient server) {
    this.simulation = simulation;
    this.server = server;
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

  private synchronized List<String> due(int most) {
    List<String> due = new ArrayList<>();
    Instant now = Instant.now();
    while (due.size() < most && !next.received().isAfter(now)) {
      due.add(EventJson.write(next));
      next = simulation.next();
    }
    return due;
  }

  private void send(List<String> batch) throws IOException, InterruptedException {
    if (!batch.isEmpty()) {
      server.post(
          "/v1/events", "application/cloudevents-batch+json", "[" + String.join(",", batch) + "]");
    }
  }

  /** Which policy an entity breaks, if any. May be asked by any thread. */
  synchronized Optional<String> broken(EntityId entity) {
    return simulation.truth().find(entity).map(Violation::policy);
  }
}
