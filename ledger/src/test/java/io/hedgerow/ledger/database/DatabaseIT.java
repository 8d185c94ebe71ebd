package io.hedgerow.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.ledger.FreshDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
final class DatabaseIT {

  @Test
  void isDurable(Database database) {
    for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
      assertThat(text(database, "show " + setting)).isEqualTo("on");
    }
  }

  @Test
  void refusesAConnectionWithoutThePassword(Database database) {
    assertThatThrownBy(() -> Database.at(database.address(), "hedgerow", "guess"))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContaining("password authentication failed")
        .hasMessageContaining("check that it runs, the address and the password");
  }

  @Test
  void folderOfARunningHedgerowIsRefused(Database database) {
    assertThat(database.address()).startsWith("jdbc:postgresql://127.0.0.1:");
    assertThatThrownBy(() -> Database.embedded(Path.of("target", "test-postgresql")))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContaining("is in use by another Hedgerow");
  }

  @Test
  void addressThatDoesNotAnswerIsNamedWithoutItsPassword() {
    assertThatThrownBy(() -> Database.at("jdbc:postgresql://127.0.0.1:1/x?password=secret", "", ""))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/x:")
        .hasMessageNotContaining("secret");
  }

  @Test
  void addressOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> Database.at("jdbc:mysql://h/x", "", ""))
        .hasMessageContaining("must start with `jdbc:postgresql://`");
  }

  @Test
  void tablesOfANewerProgramAreRefused(Database database) {
    database
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                "insert into ledger_schema_history select installed_rank + 1, '900', 'later',"
                    + " type, 'V900__later.sql', checksum, installed_by, installed_on,"
                    + " execution_time, success from ledger_schema_history"
                    + " order by installed_rank desc limit 1"));
    assertThatThrownBy(() -> database.migrate("ledger", "classpath:db/migration"))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContaining("at version 900, newer than this program knows");
  }

  @Test
  void killedServerComesBackByItself(Database database) {
    Database server = FreshDatabase.running();
    long before = server.serverPid().orElseThrow();
    ProcessHandle.of(before).orElseThrow().destroyForcibly();
    Instant limit = Instant.now().plus(Duration.ofSeconds(60));
    while ((server.serverPid().orElseThrow() == before || !answers(database))
        && Instant.now().isBefore(limit)) {
      Thread.onSpinWait();
    }
    assertThat(text(database, "select 'here'")).isEqualTo("here");
    assertThat(server.serverPid().orElseThrow()).isNotEqualTo(before);
  }

  private static boolean answers(Database database) {
    try {
      database.check();
      return true;
    } catch (DatabaseUnusable _) {
      return false;
    }
  }

  private static String text(Database database, String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }
}
