package io.hedgerow.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.cli.Hedgerow;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.review.view.Views;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on the database that a server left behind. */
final class AuditVerifyIT {
  @TempDir private Path data;

  private void inDatabase(Consumer<Database> work) {
    try (Database database = Database.embedded(data.resolve("postgres"))) {
      work.accept(database);
    }
  }

  private static void viewsAreKept(Database database) {
    database.migrate("review", "classpath:db/review");
    InstantSource clock = InstantSource.system();
    Views views =
        new Views(database.jdbi(), Ledger.open(database, Ledger.Settings.DEFAULT, clock), clock);
    for (String subject : List.of("pin:p1", "pin:p2", "pin:p3")) {
      views.add("person:ann", "entity", subject);
    }
    while (views.chain()) {
      // page by page
    }
  }

  private String verify(int expected) {
    StringWriter output = new StringWriter();
    int code =
        Hedgerow.commandLine()
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(output, true))
            .execute("audit", "verify", "--data", data.toString());
    assertThat(code).as(output.toString()).isEqualTo(expected);
    return output.toString();
  }

  /** As somebody with the database's password could: the guard of the table is taken away. */
  private static void sql(Jdbi jdbi, String statement) {
    jdbi.useHandle(handle -> {
      handle.execute("alter table review.view disable trigger all");
      handle.execute(statement);
    });
  }

  @Test
  void viewsThatWereRewrittenTakenOutOrAddedAreFoundAndTheTrueOnesHold() {
    inDatabase(AuditVerifyIT::viewsAreKept);
    assertThat(verify(0)).contains("intact");

    inDatabase(
        d -> sql(d.jdbi(), "update review.view set reviewer = 'bob' where subject = 'pin:p2'"));
    assertThat(verify(1)).contains("the chain holds, but views 1 to 3 are not what was kept");

    inDatabase(d ->
        sql(d.jdbi(), "update review.view set reviewer = 'person:ann' where subject = 'pin:p2'"));
    assertThat(verify(0)).contains("intact");

    inDatabase(d -> sql(d.jdbi(), "delete from review.view where subject = 'pin:p3'"));
    assertThat(verify(1)).contains("views 1 to 3");
  }
}
