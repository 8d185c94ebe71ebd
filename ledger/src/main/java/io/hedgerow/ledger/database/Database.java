package io.hedgerow.ledger.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Jdbi;

/**
 * The one database: a private PostgreSQL in a folder, or one at a JDBC address. Opening it brings
 * the ledger's tables up to date. Thread-safe.
 */
public final class Database implements AutoCloseable {
  private static final int POOL_SIZE = 10;

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Optional<PrivateServer> server;

  private Database(HikariDataSource pool, Optional<PrivateServer> server) {
    this.pool = pool;
    this.server = server;
    jdbi = Jdbi.create(pool);
    jdbi.registerArrayType(Long.class, "int8");
    jdbi.registerArrayType(Integer.class, "int4");
    jdbi.registerArrayType(String.class, "text");
    jdbi.registerArrayType(UUID.class, "uuid");
  }

  /**
   * Starts the private PostgreSQL of that folder, making it on first use.
   *
   * @throws DatabaseUnusable when the folder is in use, or the server or the tables are unusable
   */
  public static Database embedded(Path folder) {
    PrivateServer server = PrivateServer.start(folder);
    try {
      return open(server.url(), PrivateServer.USER, server.password(), Optional.of(server));
    } catch (RuntimeException failure) {
      server.close();
      throw failure;
    }
  }

  /**
   * Uses a PostgreSQL of yours (tested with 18; nothing newer than 14 is used). User and password
   * may also be in the address.
   *
   * @param url for example {@code jdbc:postgresql://db.example.org/hedgerow?user=…&password=…}
   * @throws DatabaseUnusable when it cannot be reached or its tables are unusable
   */
  public static Database at(String url, String user, String password) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new DatabaseUnusable(
          "a database address must start with `jdbc:postgresql://`, was `" + shown(url) + "`");
    }
    return open(url, user, password, Optional.empty());
  }

  /**
   * Another database of the same private server, made if it is not there; closing it leaves the
   * server running. For tests, which want tables of their own.
   *
   * @param name lower-case letters, digits and underscores
   */
  public Database another(String name) {
    PrivateServer mine =
        server.orElseThrow(
            () -> new IllegalStateException("only a private server makes databases"));
    if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
      throw new IllegalArgumentException("no name for a database: `" + name + "`");
    }
    jdbi.useHandle(handle -> {
      boolean exists =
          handle
              .createQuery("select true from pg_database where datname = :name")
              .bind("name", name)
              .mapTo(Boolean.class)
              .findOne()
              .isPresent();
      if (!exists) {
        handle.execute("create database " + name);
      }
    });
    return open(mine.url(name), PrivateServer.USER, mine.password(), Optional.empty());
  }

  private static Database open(
      String url, String user, String password, Optional<PrivateServer> server) {
    probe(url, user, password);
    HikariConfig config = new HikariConfig();
    config.setPoolName("ledger");
    config.setJdbcUrl(url);
    if (!user.isEmpty()) {
      config.setUsername(user);
      config.setPassword(password);
    }
    config.setMaximumPoolSize(POOL_SIZE);
    config.setConnectionTimeout(5_000);
    config.setValidationTimeout(2_000);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("ApplicationName", "hedgerow");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("connectTimeout", "5");
    Database database = new Database(new HikariDataSource(config), server);
    try {
      return database.migrate("ledger", "classpath:db/migration");
    } catch (RuntimeException failure) {
      database.pool.close();
      throw failure;
    }
  }

  private static void probe(String url, String user, String password) {
    try (Connection connection =
        user.isEmpty()
            ? DriverManager.getConnection(url)
            : DriverManager.getConnection(url, user, password)) {
      connection.isValid(5);
    } catch (SQLException failure) {
      throw new DatabaseUnusable(
          "cannot reach the database at %s: %s; check that it runs, the address and the password"
              .formatted(shown(url), failure.getMessage()),
          failure);
    }
  }

  /**
   * Brings the tables of a module up to date. Every module keeps a history of its own, so their
   * version numbers are independent; a module above the ledger calls this with its own name and
   * location, for example {@code migrate("server", "classpath:db/server")}.
   *
   * @throws DatabaseUnusable when a newer program has already changed these tables, or a migration
   *     was edited after it ran
   */
  public Database migrate(String module, String location) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(pool)
            .table(module + "_schema_history")
            .locations(location)
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .outOfOrder(true) // features number their migrations in ranges of their own
            .load();
    try {
      for (var migration : flyway.info().all()) {
        if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
          throw new DatabaseUnusable(
              "the database's %s tables are at version %s, newer than this program knows; run the newer Hedgerow or restore a backup from before the upgrade"
                  .formatted(module, migration.getVersion()));
        }
      }
      flyway.migrate();
      return this;
    } catch (FlywayException failure) {
      throw new DatabaseUnusable(
          "cannot bring the %s tables up to date: %s".formatted(module, failure.getMessage()),
          failure);
    }
  }

  /** For SQL; transactions through its handles. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /** The pool itself, for libraries that want one. */
  public DataSource dataSource() {
    return pool;
  }

  /** The process id of the private PostgreSQL now running; empty for a database of yours. */
  public Optional<Long> serverPid() {
    return server.map(PrivateServer::pid);
  }

  /** Where it is, without any password. */
  public String address() {
    return shown(pool.getJdbcUrl());
  }

  /**
   * Asks the database for an answer.
   *
   * @throws DatabaseUnusable when there is none within a few seconds
   */
  public void check() {
    try (Connection connection = pool.getConnection()) {
      if (!connection.isValid(3)) {
        throw new DatabaseUnusable("the database at " + address() + " does not answer");
      }
    } catch (SQLException failure) {
      throw new DatabaseUnusable(
          "the database at %s does not answer: %s".formatted(address(), failure.getMessage()),
          failure);
    }
  }

  /** Closes the pool, and stops the private server if there is one. */
  @Override
  public void close() {
    pool.close();
    server.ifPresent(PrivateServer::close);
  }

  private static String shown(String url) {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }
}
