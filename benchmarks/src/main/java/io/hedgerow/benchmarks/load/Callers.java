package io.hedgerow.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers of a server that wait for each answer, on blocking connections that are kept: they shall
 * take as little as can be of the machine that they share with the server.
 */
final class Callers {
  private final URI events;
  private final String key;
  private final Load load;
  private final AtomicInteger next = new AtomicInteger();
  private final long[] nanos;

  Callers(URI events, String key, Load load) {
    this.events = events;
    this.key = key;
    this.load = load;
    this.nanos = new long[load.bodies().size()];
  }

  /**
   * Sends everything.
   *
   * @throws IOException when a call failed or was not answered with success
   */
  Latencies run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(load.callers())) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < load.callers(); i++) {
        all.add(threads.submit(() -> call(start)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException failure) {
      throw new IOException("a caller failed: " + failure.getCause(), failure.getCause());
    }
    return new Latencies(nanos, load.events(), Duration.ofNanos(System.nanoTime() - start));
  }

  /**
   * At a given rate, time counts from when a call was due, not from when it went out: a server that
   * stalls cannot hide it by making callers wait (coordinated omission).
   */
  private Boolean call(long start) throws IOException {
    for (int i = next.getAndIncrement(); i < nanos.length; i = next.getAndIncrement()) {
      long due = load.rate() > 0 ? start + (long) (i / load.rate() * 1e9) : System.nanoTime();
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      post(load.bodies().get(i));
      nanos[i] = System.nanoTime() - due;
    }
    return true;
  }

  private void post(byte[] body) throws IOException {
    HttpURLConnection call = (HttpURLConnection) events.toURL().openConnection();
    call.setDoOutput(true);
    call.setFixedLengthStreamingMode(body.length);
    call.setRequestProperty("Authorization", "Bearer " + key);
    call.setRequestProperty("Content-Type", load.type());
    try (OutputStream out = call.getOutputStream()) {
      out.write(body);
    }
    int status = call.getResponseCode();
    if (status >= 300) {
      throw new IOException("answered " + status);
    }
    // A body that is read to its end gives the connection back to be kept.
    try (InputStream answer = call.getInputStream()) {
      answer.transferTo(OutputStream.nullOutputStream());
    }
  }
}
