package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.ledger.database.Database;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.settings.ServerSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins across restarts, with a look at what the database keeps of them in between. */
final class SessionsIT {
  private static final String PASSWORD = "a long enough password";

  private final Path folder = RunningServer.temporary();
  private final Path data = folder.resolve("data");
  private HedgerowServer server = start();
  private final Browser ann = new Browser(server.address());
  private final Browser ben = new Browser(server.address());

  private HedgerowServer start() {
    return HedgerowServer.start(ServerSettings.of(RunningServer.settings(data)));
  }

  private Api api() {
    return new Api(server.address(), server.issueKey("test", Set.of(Permission.ADMIN)));
  }

  @BeforeEach
  void twoPeopleLogIn() {
    for (String name : List.of("ann", "ben")) {
      String person =
          "{\"name\":\"%s\",\"password\":\"%s\",\"roles\":[\"viewer\"]}".formatted(name, PASSWORD);
      assertThat(api().post("/v1/people", Api.JSON, person).status()).isEqualTo(201);
    }
    ann.login("ann", PASSWORD);
    ben.login("ben", PASSWORD);
    assertThat(status(ann)).isEqualTo(200);
    assertThat(status(ben)).isEqualTo(200);
  }

  @AfterEach
  void clean() {
    server.close();
    RunningServer.delete(folder);
  }

  private static int status(Browser browser) {
    return browser.open("/v1/decisions").statusCode();
  }

  private void restart(java.util.function.Consumer<Handle> meanwhile) {
    server.close();
    try (Database database = Database.embedded(data.resolve("postgres"))) {
      database.jdbi().useHandle(meanwhile::accept);
    }
    server = start();
    ann.move(server.address());
    ben.move(server.address());
  }

  @Test
  void aRestartLogsNobodyOutAndLetsNobodyBackIn() {
    api().send("PATCH", "/v1/people/ben", Api.JSON, "{\"password\":\"a new long password\"}");

    restart(kept -> {
      List<String> rows =
          kept.createQuery(
                  "select session_id || ' ' || encode(attribute_bytes, 'escape')"
                      + " from server.session join server.session_attributes"
                      + " on session_primary_id = primary_id")
              .mapTo(String.class)
              .list();
      assertThat(rows)
          .isNotEmpty()
          .noneMatch(row -> row.contains(ann.cookie("hedgerow_session")))
          .noneMatch(row -> row.contains("{bcrypt}") || row.contains("$2a$"));
    });

    assertThat(status(ann)).isEqualTo(200);
    assertThat(status(ben)).isEqualTo(401);

    ann.open("/login");
    ann.submit("/logout");
    restart(_ -> {});
    assertThat(status(ann)).isEqualTo(401);
  }

  @Test
  void aSessionOfAnotherReleaseThatCannotBeReadIsOverAndHarmsNothing() {
    restart(kept ->
        kept.execute(
            "update server.session_attributes set attribute_bytes = ?",
            (Object) "not what this release wrote".getBytes(StandardCharsets.UTF_8)));

    assertThat(status(ann)).isEqualTo(401);
    ann.login("ann", PASSWORD);
    assertThat(status(ann)).isEqualTo(200);
  }
}
