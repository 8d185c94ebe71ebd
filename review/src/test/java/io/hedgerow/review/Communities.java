package io.hedgerow.review;

import io.hedgerow.ledger.database.Database;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test method a community with a database of its own, on one private PostgreSQL. */
final class Communities implements ParameterResolver, AfterEachCallback {
  private static final Namespace OURS = Namespace.create(Communities.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Community.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Database server =
        context
            .getRoot()
            .getStore(OURS)
            .computeIfAbsent(
                "server",
                _ -> Database.embedded(Path.of("target", "test-postgresql")),
                Database.class);
    String name = "t_" + UUID.randomUUID().toString().replace("-", "");
    Database database =
        context
            .getStore(OURS)
            .computeIfAbsent("database", _ -> server.another(name), Database.class);
    return new Community(database);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Database database = context.getStore(OURS).remove("database", Database.class);
    if (database != null) {
      database.close();
    }
  }
}
