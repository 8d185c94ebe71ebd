package io.hedgerow.ledger.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own in a folder of our own, on loopback, on a free port, with a password made
 * for it. It is durable as delivered: {@code fsync}, {@code synchronous_commit} and {@code
 * full_page_writes} are on. If the server dies it is started again on the same port; if this
 * process dies, the next start stops what was left running and goes on. Thread-safe.
 */
final class PrivateServer implements AutoCloseable {
  static final String USER = "hedgerow";

  private static final Logger LOG = LoggerFactory.getLogger(PrivateServer.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);

  private final Cluster cluster;
  private final FileChannel lock;
  private final int port;
  private final Object turn = new Object();
  private volatile boolean closing;
  private volatile Process process;

  private PrivateServer(Cluster cluster, FileChannel lock, int port, Process process) {
    this.cluster = cluster;
    this.lock = lock;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts the server of that folder, making it first if it is new.
   *
   * @throws DatabaseUnusable when another Hedgerow uses the folder, or PostgreSQL does not start
   */
  static PrivateServer start(Path folder) {
    FileChannel lock = lock(folder);
    try {
      Cluster cluster = Cluster.prepare(folder);
      int port = freePort();
      PrivateServer server = new PrivateServer(cluster, lock, port, launch(cluster, port));
      server.awaitReady();
      Thread.ofVirtual().name("postgresql-watch").start(server::watch);
      return server;
    } catch (RuntimeException failure) {
      release(lock);
      throw failure;
    }
  }

  String url() {
    return url("postgres");
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  String password() {
    return cluster.password();
  }

  /** The process id of the server now running; it changes when the server was restarted. */
  long pid() {
    return process.pid();
  }

  private static FileChannel lock(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("hedgerow.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel)) {
        return channel;
      }
      channel.close();
    } catch (IOException failure) {
      throw new DatabaseUnusable(
          "cannot write in data folder %s: %s; make it writable or choose another with --data"
              .formatted(folder, failure.getMessage()),
          failure);
    }
    throw new DatabaseUnusable(
        "data folder %s is in use by another Hedgerow; stop that one or choose another with --data"
            .formatted(folder));
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private static Process launch(Cluster cluster, int port) {
    cluster.stopLeftover();
    return cluster.launch(port);
  }

  private void awaitReady() {
    Instant limit = Instant.now().plus(START_LIMIT);
    while (Instant.now().isBefore(limit)) {
      if (answers()) {
        return;
      }
      if (!process.isAlive()) {
        process = launch(cluster, port);
      }
      LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
    }
    process.destroyForcibly();
    throw new DatabaseUnusable(
        "PostgreSQL did not start within %d s; its log is %s"
            .formatted(START_LIMIT.toSeconds(), cluster.log()));
  }

  private boolean answers() {
    try (Connection connection = DriverManager.getConnection(url(), USER, password())) {
      return connection.isValid(5);
    } catch (SQLException _) {
      return false;
    }
  }

  /** Brings the server back whenever it dies without having been asked to. */
  private void watch() {
    while (!closing) {
      waitForExit();
      synchronized (turn) {
        if (closing) {
          return;
        }
        LOG.warn("PostgreSQL (pid {}) died; starting it again", process.pid());
        try {
          process = launch(cluster, port);
          awaitReady();
        } catch (DatabaseUnusable failure) {
          LOG.error("PostgreSQL does not start again, trying on: {}", failure.getMessage());
          LockSupport.parkNanos(RESTART_PAUSE.toNanos());
        }
      }
    }
  }

  private void waitForExit() {
    process.onExit().join();
  }

  @Override
  public void close() {
    synchronized (turn) {
      if (closing) {
        return;
      }
      closing = true;
      cluster.stop(process.toHandle());
      release(lock);
    }
  }

  private static void release(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException failure) {
      LOG.warn("cannot release the data folder's lock: {}", failure.getMessage());
    }
  }

  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException("no free port on loopback", failure);
    }
  }
}
