package io.hedgerow.ledger.enforcement;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.engine.policy.Action;
import io.hedgerow.ledger.enforcement.Enforcement.InForce;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The JSON of an enforcement, as the ledger keeps it and the API and webhooks have it. */
public final class EnforcementJson {
  private EnforcementJson() {}

  public static String write(Enforcement enforcement) {
    return CanonicalJson.write(tree(enforcement));
  }

  /** The enforcement as a value tree, for putting it into a larger answer. */
  public static Map<String, Object> tree(Enforcement e) {
    Map<String, Object> surfaces = new LinkedHashMap<>();
    e.surfaces().forEach((surface, action) -> surfaces.put(surface, action.word()));
    return members(
        "entity", e.entity().toString(),
        "action", e.action().word(),
        "surfaces", surfaces,
        "because", e.because().stream().map(EnforcementJson::because).toList(),
        "review", e.review(),
        "recheck", e.recheck().map(Instant::toString));
  }

  private static Map<String, Object> because(InForce because) {
    return members(
        "policy", because.policy(),
        "action", because.action().word(),
        "label", because.label(),
        "ladder", because.ladder(),
        "until", because.until().map(Instant::toString));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Enforcement read(String json) {
    if (!(new JsonReader().read(json) instanceof JsonReading.Value(Map<?, ?> m))) {
      throw new IllegalArgumentException("no enforcement: " + json);
    }
    Map<String, Action> surfaces = new LinkedHashMap<>();
    if (m.get("surfaces") instanceof Map<?, ?> named) {
      named.forEach((surface, action) -> surfaces.put((String) surface, action(action)));
    }
    return new Enforcement(
        EntityId.parse(String.valueOf(m.get("entity"))),
        action(m.get("action")),
        surfaces,
        list(m.get("because")).stream().map(b -> inForce((Map<?, ?>) b)).toList(),
        list(m.get("review")).stream().map(String::valueOf).toList(),
        time(m.get("recheck")));
  }

  private static InForce inForce(Map<?, ?> m) {
    return new InForce(
        String.valueOf(m.get("policy")),
        action(m.get("action")),
        m.get("label") instanceof Long label ? label : 0,
        Boolean.TRUE.equals(m.get("ladder")),
        time(m.get("until")));
  }

  private static Action action(@org.jspecify.annotations.Nullable Object word) {
    return Action.valueOf(String.valueOf(word).toUpperCase(Locale.ROOT));
  }

  private static Optional<Instant> time(@org.jspecify.annotations.Nullable Object text) {
    return text == null ? Optional.empty() : Optional.of(Instant.parse(text.toString()));
  }

  private static List<?> list(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
