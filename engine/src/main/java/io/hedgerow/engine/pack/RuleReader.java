package io.hedgerow.engine.pack;

import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.pack.Rule.RuleLabel;
import io.hedgerow.engine.pack.Rule.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one file of {@code rules/}: a list of rules. */
final class RuleReader {
  static final Set<String> KEYS =
      Set.of(
          "id", "description", "on", "when", "label", "labels", "then", "stage", "reason", "quota");
  static final Set<String> LABEL_KEYS = Set.of("policy", "confidence", "on", "for");
  static final double DEFAULT_CONFIDENCE = 0.9;

  private static final Map<String, Verdict> VERDICTS =
      Map.of(
          "allow", Verdict.ALLOW,
          "limit", Verdict.LIMIT,
          "hold", Verdict.HOLD,
          "block", Verdict.BLOCK);
  private static final Set<String> THEN = Set.of("allow", "limit", "hold", "block", "review");

  private final SourceFile file;
  private final Diagnostics diagnostics;

  RuleReader(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  List<Rule> read() {
    List<Rule> rules = new ArrayList<>();
    for (Node node : YamlSequence.of(file, diagnostics, "rules")) {
      Fields.of(file, diagnostics, node, "a rule", KEYS).ifPresent(f -> rules.add(rule(f)));
    }
    return rules;
  }

  private Rule rule(Fields fields) {
    String id = fields.text("id");
    if (fields.has("id") && !id.matches("[a-z0-9][a-z0-9_-]{0,99}")) {
      fields.error("id", "`" + id + "` is no rule id", "use lower-case letters, digits and `-`");
    }
    if (!fields.has("on")) {
      diagnostics.error(fields.span, "rule `" + id + "` needs `on`", "name event types");
    }
    List<String> then = then(fields);
    List<RuleLabel> labels = labels(fields);
    if (labels.isEmpty() && then.isEmpty()) {
      diagnostics.warning(
          fields.span, "rule `" + id + "` has no effect", "give it a `label` or a `then`");
    }
    return new Rule(
        id,
        fields.texts("on"),
        fields.expression("when"),
        labels,
        then.stream().flatMap(w -> verdict(w).stream()).reduce(Verdict.ALLOW, Verdict::or),
        then.contains("review"),
        StageText.read(fields, "stage"),
        fields.expression("reason"),
        fields.integer("quota", 0, 1_000_000),
        fields.has("id") ? fields.at("id") : fields.span);
  }

  private static Optional<Verdict> verdict(String word) {
    return Optional.ofNullable(VERDICTS.get(word));
  }

  private List<String> then(Fields fields) {
    List<String> then = fields.texts("then");
    for (String word : then) {
      if (!THEN.contains(word)) {
        fields.error(
            "then", "`" + word + "` is nothing a rule can do", Suggestion.hint(word, THEN));
      }
    }
    return then;
  }

  private List<RuleLabel> labels(Fields fields) {
    if (fields.has("label") && fields.has("labels")) {
      fields.error("labels", "a rule has `label` or `labels`, not both", "keep `labels`");
    }
    List<RuleLabel> labels = new ArrayList<>();
    for (Node node : fields.elements(fields.has("label") ? "label" : "labels")) {
      Fields.of(file, diagnostics, node, "a label", LABEL_KEYS)
          .ifPresent(f -> labels.add(label(f)));
    }
    return labels;
  }

  private RuleLabel label(Fields fields) {
    return new RuleLabel(
        fields.text("policy"),
        fields.share("confidence").orElse(DEFAULT_CONFIDENCE),
        target(fields),
        fields.duration("for"));
  }

  private Target target(Fields fields) {
    String on = fields.optionalText("on").orElse("subject");
    return switch (on) {
      case "subject" -> new Target.Subject();
      case "actor" -> new Target.Actor();
      default -> {
        if (on.startsWith("trail.")) {
          yield new Target.Trail(on.substring("trail.".length()));
        }
        yield computed(fields, on);
      }
    };
  }

  private Target computed(Fields fields, String on) {
    int colon = on.indexOf(':');
    if (colon < 1 || !on.substring(0, colon).matches("[a-z0-9_-]{1,40}")) {
      fields.error(
          "on",
          "`" + on + "` is no target",
          "valid: subject, actor, like trail.NAME, or like \"domain:event.link_domain\"");
      return new Target.Subject();
    }
    Expression whole =
        fields.node("on").map(node -> file.expression((ScalarNode) node)).orElseThrow();
    return new Target.Computed(
        on.substring(0, colon), new Expression(on.substring(colon + 1), whole.at(colon + 1)));
  }
}
