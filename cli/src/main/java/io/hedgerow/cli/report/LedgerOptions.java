package io.hedgerow.cli.report;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.ledger.database.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server's database to read. */
final class LedgerOptions {
  @Option(names = "--db", paramLabel = "URL", description = "JDBC address of your PostgreSQL.")
  private @Nullable String database;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The server's data folder. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  LedgerOptions() {}

  /** Opens it with the tables of every module. */
  Database open() {
    Database opened = database == null ? embedded() : Database.at(database, "", "");
    try {
      opened.migrate("review", "classpath:db/review");
      return opened.migrate("server", "classpath:db/server");
    } catch (RuntimeException failure) {
      opened.close();
      throw failure;
    }
  }

  private Database embedded() {
    Path folder = data.resolve("postgres");
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure("there is no database in " + data + "; give --data or --db");
    }
    return Database.embedded(folder);
  }
}
