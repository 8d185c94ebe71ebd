package io.hedgerow.ledger.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a private PostgreSQL: programs, data, password and log, and the commands on them.
 *
 * @param home where {@code bin} is
 * @param data the cluster's own folder
 * @param password of its one user
 * @param log what the server writes
 */
record Cluster(Path home, Path data, String password, Path log) {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final long LOG_LIMIT_BYTES = 16 << 20;

  @Override
  public String toString() {
    return "cluster in " + data;
  }

  /** Unpacks the programs and makes the cluster, each only if it is not there yet. */
  static Cluster prepare(Path folder) {
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      Cluster cluster =
          new Cluster(
              Binaries.unpack(folder),
              folder.resolve("postgresql-data").toAbsolutePath(),
              password(folder.resolve("postgresql.password")),
              folder.resolve("postgresql.log"));
      if (!Files.exists(cluster.data)) {
        cluster.make(folder);
      }
      cluster.checkMajor();
      return cluster;
    } catch (IOException failure) {
      throw new DatabaseUnusable(
          "cannot prepare data folder %s: %s".formatted(folder, failure.getMessage()), failure);
    }
  }

  /** A cluster gets its name last, so that a start broken off half-way leaves none behind. */
  private void make(Path folder) throws IOException {
    Path unfinished = Files.createTempDirectory(folder, "postgresql-data-making-");
    String output =
        run(
            List.of(
                program("initdb"),
                "--pgdata=" + unfinished.toAbsolutePath(),
                "--username=" + PrivateServer.USER,
                "--pwfile=" + folder.resolve("postgresql.password").toAbsolutePath(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C"));
    if (!Files.exists(unfinished.resolve("PG_VERSION"))) {
      throw new DatabaseUnusable("PostgreSQL's initdb failed in " + folder + ": " + output);
    }
    Files.writeString(unfinished.resolve("postgresql.conf"), "include 'hedgerow.conf'\n");
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private void checkMajor() throws IOException {
    String major = Files.readString(data.resolve("PG_VERSION")).strip();
    if (!major.equals(Binaries.MAJOR)) {
      throw new DatabaseUnusable(
          "%s was made by PostgreSQL %s and this Hedgerow brings %s; see docs/operations.md, The ledger"
              .formatted(data, major, Binaries.MAJOR));
    }
  }

  /**
   * Starts the server as a child in a session of its own, out of reach of the terminal's Ctrl-C.
   */
  Process launch(int port) {
    try {
      Files.writeString(data.resolve("hedgerow.conf"), configuration(port));
      if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
        Files.move(
            log, log.resolveSibling("postgresql.log.1"), StandardCopyOption.REPLACE_EXISTING);
      }
      List<String> command = new ArrayList<>();
      if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
        command.add("/usr/bin/setsid");
      }
      command.addAll(asUser(List.of(program("postgres"), "-D", data.toString())));
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException failure) {
      throw new DatabaseUnusable("cannot start PostgreSQL: " + failure.getMessage(), failure);
    }
  }

  /**
   * Filling a new file of the log with zeros holds up every commit for 40 to 60 ms, once every few
   * seconds under load; without it a commit that is the first to reach a block also writes the
   * file's metadata, which costs less than can be seen. Both are equally durable.
   */
  private static String configuration(int port) {
    return """
    # Written by Hedgerow at every start; put your own settings into postgresql.conf below its include.
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = ''
    fsync = on
    synchronous_commit = on
    full_page_writes = on
    shared_buffers = 256MB
    max_connections = 60
    max_wal_size = 4GB
    checkpoint_timeout = 15min
    wal_buffers = 16MB
    wal_init_zero = off
    jit = off
    timezone = 'UTC'
    """
        .formatted(port);
  }

  /**
   * Clears the way for a start: a server that outlived its Hedgerow is stopped, and a pid file
   * whose process is gone, or is by now some other program, is removed. Only to be called by the
   * holder of the folder's lock.
   */
  void stopLeftover() {
    Path pidFile = data.resolve("postmaster.pid");
    Optional<ProcessHandle> running = recorded(pidFile).filter(Cluster::isPostgres);
    running.ifPresent(server -> {
      LOG.info("stopping PostgreSQL (pid {}) left by an earlier run", server.pid());
      stop(server);
    });
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Optional<ProcessHandle> recorded(Path pidFile) {
    try {
      String first = Files.readString(pidFile).lines().findFirst().orElse("").strip();
      return ProcessHandle.of(Long.parseLong(first));
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(c -> c.endsWith("/postgres")).isPresent();
  }

  /** Fast shutdown: sessions are ended, everything committed is on disk. */
  void stop(ProcessHandle server) {
    run(
        List.of(
            program("pg_ctl"),
            "stop",
            "--pgdata=" + data,
            "--mode=fast",
            "--wait",
            "--timeout=30"));
    if (server.isAlive() && isPostgres(server)) {
      LOG.warn("PostgreSQL (pid {}) does not stop, killing it", server.pid());
      server.destroyForcibly();
    }
  }

  private String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(asUser(command)).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(60, TimeUnit.SECONDS);
      return output;
    } catch (IOException failure) {
      throw new DatabaseUnusable(
          "cannot run %s: %s".formatted(command.getFirst(), failure.getMessage()), failure);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnusable("interrupted while running " + command.getFirst());
    }
  }

  /** PostgreSQL refuses to run as root; in a user namespace without mappings root is nobody. */
  private static List<String> asUser(List<String> command) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return command;
    }
    List<String> wrapped = new ArrayList<>(List.of("unshare", "--user"));
    wrapped.addAll(command);
    return wrapped;
  }

  private String program(String name) {
    return home.resolve("bin").resolve(name).toAbsolutePath().toString();
  }

  private static String password(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      Path unfinished = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(unfinished);
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(unfinished, HexFormat.of().formatHex(random));
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file).strip();
  }
}
