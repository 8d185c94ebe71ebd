package io.hedgerow.server.measure;

import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What another community has published about itself. Definitions and labelling differ from one to
 * the next: a peer is a landmark, not a benchmark.
 *
 * @param policies ids of policies it can stand beside; none when it is about all policies together
 * @param low lower end of the published range, a share of views
 */
public record Peer(
    String who,
    String what,
    String period,
    double low,
    double high,
    String source,
    List<String> policies) {

  /** Those that come with the program, from {@code measure/peers.json}. */
  static List<Peer> all() {
    String text = new String(Definition.bytes("/measure/peers.json"), StandardCharsets.UTF_8);
    if (new JsonReader().read(text) instanceof JsonReading.Value(List<?> entries)) {
      return entries.stream().map(Peer::of).toList();
    }
    throw new IllegalStateException("measure/peers.json is no list");
  }

  private static Peer of(Object entry) {
    Map<?, ?> m = (Map<?, ?>) entry;
    return new Peer(
        text(m, "who"),
        text(m, "what"),
        text(m, "period"),
        ((Number) Objects.requireNonNull(m.get("low"))).doubleValue(),
        ((Number) Objects.requireNonNull(m.get("high"))).doubleValue(),
        text(m, "source"),
        ((List<?>) Objects.requireNonNull(m.get("policies")))
            .stream().map(Object::toString).toList());
  }

  private static String text(Map<?, ?> members, String name) {
    return Objects.requireNonNull(members.get(name)).toString();
  }
}
