package io.hedgerow.engine.pack;

import io.hedgerow.engine.policy.Action;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.engine.policy.Policy.EntityEnforcement;
import io.hedgerow.engine.policy.Policy.Rung;
import io.hedgerow.engine.policy.Policy.Strikes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one file of {@code policies/}. */
final class PolicyReader {
  static final Set<String> KEYS =
      Set.of(
          "id",
          "title",
          "severity",
          "legal_category",
          "text",
          "covers",
          "excludes",
          "enforcement",
          "strikes",
          "ladder");
  static final Set<String> ENFORCEMENT_KEYS =
      Set.of("action", "minimum_confidence", "duration", "surfaces");
  static final Set<String> STRIKES_KEYS = Set.of("weight", "expires");
  static final Set<String> RUNG_KEYS = Set.of("strikes", "action", "for");
  static final double DEFAULT_MINIMUM_CONFIDENCE = 0.8;
  static final Duration DEFAULT_STRIKE_LIFE = Duration.ofDays(90);

  private static final Map<String, Action> ACTIONS =
      Stream.of(Action.values()).collect(Collectors.toUnmodifiableMap(Action::word, a -> a));

  private final SourceFile file;
  private final Diagnostics diagnostics;

  PolicyReader(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  Optional<Policy> read() {
    return YamlFile.parse(file, diagnostics)
        .flatMap(node -> Fields.of(file, diagnostics, node, "a policy", KEYS))
        .map(this::policy);
  }

  private Policy policy(Fields fields) {
    String id = fields.text("id");
    if (fields.has("id") && !id.matches("[a-z0-9][a-z0-9_-]{0,63}")) {
      fields.error("id", "`" + id + "` is no policy id", "use lower-case letters, digits and `-`");
    }
    return new Policy(
        id,
        fields.text("title"),
        fields.integer("severity", 1, 5).orElse(1),
        fields.optionalText("legal_category").orElse("SCOPE_OF_PLATFORM_SERVICE"),
        fields.text("text"),
        fields.texts("covers"),
        fields.texts("excludes"),
        enforcement(fields.fields("enforcement", "`enforcement`", ENFORCEMENT_KEYS)),
        strikes(fields.fields("strikes", "`strikes`", STRIKES_KEYS)),
        ladder(fields));
  }

  private EntityEnforcement enforcement(Optional<Fields> fields) {
    Map<String, Action> surfaces = new HashMap<>();
    fields
        .flatMap(f -> f.anyFields("surfaces", "`surfaces`"))
        .ifPresent(all ->
            all.names()
                .forEach(name -> all.choice(name, ACTIONS).ifPresent(a -> surfaces.put(name, a))));
    return new EntityEnforcement(
        fields.flatMap(f -> f.choice("action", ACTIONS)).orElse(Action.NONE),
        fields.flatMap(f -> f.share("minimum_confidence")).orElse(DEFAULT_MINIMUM_CONFIDENCE),
        fields.flatMap(f -> f.duration("duration")),
        surfaces);
  }

  private Strikes strikes(Optional<Fields> fields) {
    return new Strikes(
        fields.flatMap(f -> f.integer("weight", 0, 100)).orElse(0),
        fields.flatMap(f -> f.duration("expires")).orElse(DEFAULT_STRIKE_LIFE));
  }

  private List<Rung> ladder(Fields policy) {
    List<Rung> ladder = new ArrayList<>();
    int before = 0;
    for (Node node : policy.elements("ladder")) {
      Optional<Fields> fields =
          Fields.of(file, diagnostics, node, "a rung of the ladder", RUNG_KEYS);
      if (fields.isEmpty()) {
        continue;
      }
      int strikes = fields.get().integer("strikes", 1, 1_000).orElse(before + 1);
      if (strikes <= before) {
        fields.get().error("strikes", "rungs must rise, " + strikes + " comes after " + before, "");
      }
      before = strikes;
      ladder.add(
          new Rung(
              strikes,
              fields.get().choice("action", ACTIONS).orElse(Action.WARN),
              fields.get().duration("for")));
    }
    return ladder;
  }
}
