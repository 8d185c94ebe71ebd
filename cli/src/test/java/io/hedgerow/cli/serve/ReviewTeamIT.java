package io.hedgerow.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.HedgerowServer;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.settings.ServerSettings;
import io.hedgerow.simulator.Simulation;
import io.hedgerow.simulator.SimulationSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's people at work on a real server, at the scale of a test. */
final class ReviewTeamIT {
  @TempDir private Path folder;

  @Test
  void theTeamJudgesADaysSampleAndPrevalenceIsKnownByIt() throws Exception {
    Map<String, String> settings =
        Map.of(
            "hedgerow.port", "0",
            "hedgerow.data", folder.resolve("data").toString(),
            "hedgerow.pack", "../packs/pinboard",
            "hedgerow.log-events", "false");
    try (HedgerowServer server = HedgerowServer.start(ServerSettings.of(settings))) {
      ServerClient admin =
          new ServerClient(server.address(), server.issueKey("test", Set.of(Permission.ADMIN)));
      Audience audience = new Audience();
      Community community =
          new Community(
              Simulation.of(lastTwoDays(), audience),
              client(server, Set.of(Permission.EVENTS_WRITE)));
      assertThat(community.catchUp()).isGreaterThan(1_000);

      ReviewTeam team = new ReviewTeam(client(server, ReviewTeam.NEEDS), community::broken, 1);
      LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
      assertThat(team.draw(yesterday, List.of("spam"), 60, audience.impressions(yesterday)))
          .isTrue();
      team.work(3);

      Instant end = Instant.now().plus(Duration.ofMinutes(3));
      while (!prevalenceIsKnown(admin) && Instant.now().isBefore(end)) {
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      }
      assertThat(prevalenceIsKnown(admin)).isTrue();
    }
  }

  private static ServerClient client(HedgerowServer server, Set<Permission> scopes) {
    return new ServerClient(server.address(), server.issueKey("demo", scopes));
  }

  private static SimulationSettings lastTwoDays() {
    return SimulationSettings.DEFAULT
        .startingAt(Instant.now().minus(Duration.ofHours(48)))
        .withEventsPerDay(800)
        .withEvents(Long.MAX_VALUE);
  }

  private static boolean prevalenceIsKnown(ServerClient admin) throws Exception {
    return admin.get("/v1/status").members().get("figures") instanceof List<?> figures
        && figures.stream()
            .map(figure -> (Map<?, ?>) figure)
            .filter(figure -> "prevalence".equals(figure.get("metric")))
            .filter(figure -> "spam".equals(figure.get("policy")) && "".equals(figure.get("slice")))
            .anyMatch(figure -> Long.valueOf(60).equals(figure.get("labels")));
  }
}
