package io.hedgerow.server.traffic;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.traffic.Traffic.Seen;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the traffic page shows, for programs. */
@ShowsNoContent
@RestController
public final class TrafficRoutes {
  private final Traffic traffic;

  TrafficRoutes(Traffic traffic) {
    this.traffic = traffic;
  }

  /** Alarms of the last 28 days and how far the newest week is from the four before it. */
  @GetMapping("/v1/traffic")
  ResponseEntity<byte[]> standing(HttpServletRequest request) {
    Parameters.of(request);
    Traffic.Standing standing = traffic.standing();
    return Answers.ok(
        members(
            "missing", standing.missing(),
            "judged", standing.judged().map(Instant::toString),
            "alarms", standing.alarms().stream().map(TrafficRoutes::alarm).toList(),
            "drifts", standing.drifts().stream().map(TrafficRoutes::drift).toList()));
  }

  private static Map<String, Object> alarm(Seen seen) {
    TrafficAlarm alarm = seen.alarm();
    return members(
        "kind", alarm.kind().word(),
        "name", alarm.name(),
        "hour", alarm.hour().toString(),
        "observed", alarm.observed(),
        "expected", alarm.expected(),
        "most", alarm.most(),
        "what", alarm.words());
  }

  private static Map<String, Object> drift(Drift drift) {
    return members(
        "day", drift.day().toString(),
        "kind", drift.kind().word(),
        "name", drift.name(),
        "distance", drift.distance(),
        "ks", boxed(drift.ks()),
        "p_value", boxed(drift.pValue()),
        "before", drift.before(),
        "after", drift.after(),
        "moved", drift.moved());
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }
}
