package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.access.Permission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
final class MetricsIT {
  private final RunningServer server;

  MetricsIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void metricsSayWhatWasDecidedAndHowLongItTook() {
    server.api().event(Api.event("metric-1", "metrics", "m1", "x"));

    String metrics = server.api(Permission.METRICS_READ).get("/metrics").raw().body();

    assertThat(metrics)
        .contains(
            "hedgerow_decisions_total{verdict=\"allow\"}",
            "hedgerow_answer_seconds_bucket",
            "hedgerow_queue_events",
            "hedgerow_commit_events",
            "hedgerow_webhook_lag_seconds",
            "hedgerow_counter_keys{counter=\"pins_by_actor_1h\"}",
            "hedgerow_counter_bytes{counter=\"pins_by_actor_1h\"}",
            "jvm_memory_used_bytes")
        .doesNotContain("metrics\"", "m1");
  }

  @Test
  void readinessNamesItsParts() {
    assertThat(server.api().get("/health/ready").object("parts").keySet().toString())
        .isEqualTo("[database, commits, engine, pack]");
  }
}
