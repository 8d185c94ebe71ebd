package io.hedgerow.ledger;

import io.hedgerow.ledger.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test method a database of its own, on one private PostgreSQL for the whole run. A test
 * takes it as a parameter.
 */
public final class FreshDatabase implements ParameterResolver, AfterEachCallback {
  private static final Namespace OURS = Namespace.create(FreshDatabase.class);
  private static final AtomicReference<@Nullable Database> RUNNING = new AtomicReference<>();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Database.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(OURS)
        .computeIfAbsent("fresh", _ -> fresh(server(context)), Database.class);
  }

  /** Copied from a database that has the tables already, which is faster than making them. */
  private static Database fresh(Database server) {
    String name = "t_" + UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
    administer(server, "drop database if exists " + name);
    administer(server, "create database " + name + " template pattern");
    return server.another(name);
  }

  /**
   * Tests kill the server, and the pool only learns that a connection is dead by using it, so each
   * of them may fail once.
   */
  private static void administer(Database server, String sql) {
    for (int dead = 0; ; dead++) {
      try {
        server.jdbi().useHandle(handle -> handle.execute(sql));
        return;
      } catch (JdbiException failure) {
        if (dead == MOST_CONNECTIONS) {
          throw failure;
        }
      }
    }
  }

  private static final int MOST_CONNECTIONS = 30;

  static Database server(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .computeIfAbsent(
            "server",
            _ -> withPattern(Database.embedded(cleared(Path.of("target", "test-postgresql")))),
            Database.class);
  }

  /** The private server that the tests of this run share. */
  public static Database running() {
    return Objects.requireNonNull(RUNNING.get(), "no test has asked for a database yet");
  }

  private static Database withPattern(Database server) {
    RUNNING.set(server);
    server.another("pattern").close();
    return server;
  }

  /** Keeps the unpacked programs of an earlier run and forgets its data, unless it still runs. */
  private static Path cleared(Path folder) {
    Path data = folder.resolve("postgresql-data");
    if (Files.exists(data) && !Files.exists(data.resolve("postmaster.pid"))) {
      try (Stream<Path> files = Files.walk(data)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return folder;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Database fresh = context.getStore(OURS).remove("fresh", Database.class);
    if (fresh != null) {
      String name = fresh.address().substring(fresh.address().lastIndexOf('/') + 1);
      fresh.close();
      administer(server(context), "drop database if exists " + name + " with (force)");
    }
  }
}
