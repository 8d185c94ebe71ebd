package io.hedgerow.server.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.ledger.database.Database;
import io.hedgerow.server.webhook.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceAlarmsIT {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final SourceId FLOOD = new SourceId("RULE", "flood", "spam");
  private static final Map<SourceId, String> FALLEN = Map.of(FLOOD, "precision has fallen");

  @Test
  void anAlarmIsRaisedOnceUntilItIsAcceptedOrSomethingElseMoves(@TempDir Path folder) {
    try (Database database = Database.embedded(folder)) {
      database.migrate("server", "classpath:db/server");
      SourceAlarms alarms = new SourceAlarms(database.jdbi());

      assertThat(alarms.raise(FALLEN, NOON)).isEqualTo(1);
      assertThat(alarms.raise(FALLEN, NOON.plusSeconds(60))).isZero();
      assertThat(alarms.raise(Map.of(FLOOD, "pass rate has fallen"), NOON.plusSeconds(60)))
          .isEqualTo(1);

      Instant accepted = NOON.plus(Duration.ofDays(1));
      database
          .jdbi()
          .useTransaction(handle -> new SourceTable(handle).accept(FLOOD, "ann", "new", accepted));
      assertThat(alarms.raise(FALLEN, accepted.plusSeconds(60))).isEqualTo(1);

      assertThat(alarms.after(0, 10))
          .extracting(Change::entity)
          .containsOnly("rule:flood")
          .hasSize(3);
      assertThat(alarms.after(alarms.newest() - 1, 10))
          .singleElement()
          .satisfies(change ->
              assertThat(change.body())
                  .contains("source.moved", "precision has fallen", "\"policy\":\"spam\""));
    }
  }
}
