package io.hedgerow.ledger;

import io.hedgerow.ledger.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
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

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Database.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(OURS)
        .computeIfAbsent(
            "fresh",
            _ ->
                server(context)
                    .another(
                        "t_"
                            + UUID.randomUUID()
                                .toString()
                                .replace("-", "")
                                .toLowerCase(Locale.ROOT)),
            Database.class);
  }

  static Database server(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .computeIfAbsent(
            "server",
            _ -> Database.embedded(cleared(Path.of("target", "test-postgresql"))),
            Database.class);
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
      server(context)
          .jdbi()
          .useHandle(handle -> handle.execute("drop database if exists " + name + " with (force)"));
    }
  }
}
