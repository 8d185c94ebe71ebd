package io.hedgerow.engine.pack;

import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.pack.Rule.RuleLabel;
import io.hedgerow.engine.pack.Rule.Target;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.engine.statement.StatementWords;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A pack as parts with attributes, each as packs write it: what comparing two packs needs. */
final class PackOutline {
  private final Map<Part, Map<String, String>> parts = new LinkedHashMap<>();

  private PackOutline() {}

  /** What kind of thing, and which. */
  record Part(String part, String id) {}

  static Map<Part, Map<String, String>> of(Pack pack) {
    PackOutline outline = new PackOutline();
    outline.pack(pack);
    pack.eventTypes().values().forEach(outline::eventType);
    pack.policies().values().forEach(outline::policy);
    pack.counters().values().forEach(outline::counter);
    pack.trails().values().forEach(outline::trail);
    pack.signals().values().stream()
        .filter(signal -> signal.kind() == SignalDefinition.Kind.SCORE)
        .forEach(outline::signal);
    pack.banks().values().forEach(outline::bank);
    pack.lists().values().forEach(outline::list);
    new TreeMap<>(pack.statements().languages()).values().forEach(outline::statement);
    pack.rules().forEach(outline::rule);
    pack.tests().forEach(outline::test);
    return outline.parts;
  }

  private Map<String, String> part(String part, String id) {
    return parts.computeIfAbsent(new Part(part, id), _ -> new LinkedHashMap<>());
  }

  private void pack(Pack pack) {
    Map<String, String> attributes = part("pack", pack.name());
    attributes.put("description", pack.description());
    attributes.put("owners", String.join(", ", pack.owners()));
    attributes.put("lateness", duration(pack.lateness()));
    pack.actorFields().forEach(f -> attributes.put("actor field " + f.name(), f.type().word()));
  }

  private void eventType(EventType type) {
    Map<String, String> attributes = part("event type", type.name());
    type.actor().ifPresent(actor -> attributes.put("actor", entity(actor)));
    type.subject().ifPresent(subject -> attributes.put("subject", entity(subject)));
    type.fields().forEach(f -> attributes.put("field " + f.name(), f.type().word()));
  }

  private static String entity(EventType.EntityField field) {
    return "{kind: " + field.kind() + ", field: " + field.field() + "}";
  }

  private void policy(Policy policy) {
    Map<String, String> attributes = part("policy", policy.id());
    attributes.put("title", policy.title());
    attributes.put("severity", Integer.toString(policy.severity()));
    attributes.put("legal_category", policy.legalCategory());
    attributes.put("text", policy.text().strip());
    policy.covers().forEach(example -> attributes.put("covers " + example, "yes"));
    policy.excludes().forEach(example -> attributes.put("excludes " + example, "yes"));
    Policy.EntityEnforcement enforcement = policy.enforcement();
    attributes.put("action", enforcement.action().word());
    attributes.put("minimum_confidence", Double.toString(enforcement.minimumConfidence()));
    enforcement.duration().ifPresent(lasts -> attributes.put("duration", duration(lasts)));
    new TreeMap<>(enforcement.surfaces())
        .forEach((surface, action) -> attributes.put("surface " + surface, action.word()));
    attributes.put("strike weight", Integer.toString(policy.strikes().weight()));
    attributes.put("strike expires", duration(policy.strikes().expires()));
    policy
        .ladder()
        .forEach(rung ->
            attributes.put(
                "at " + rung.strikes() + " strikes",
                rung.action().word() + forHowLong(rung.duration())));
  }

  private void counter(CounterDefinition counter) {
    Map<String, String> attributes = part("counter", counter.name());
    attributes.put("on", String.join(", ", counter.on()));
    attributes.put("key", cel(counter.key()));
    attributes.put(counter.aggregation().name().toLowerCase(Locale.ROOT), cel(counter.value()));
    counter.where().ifPresent(where -> attributes.put("where", cel(where)));
    attributes.put("window", duration(counter.window()));
  }

  private void trail(TrailDefinition trail) {
    Map<String, String> attributes = part("trail", trail.name());
    attributes.put("on", String.join(", ", trail.on()));
    attributes.put("key", cel(trail.key()));
    attributes.put("keep", trail.keep().name().toLowerCase(Locale.ROOT));
    trail.where().ifPresent(where -> attributes.put("where", cel(where)));
    attributes.put("window", duration(trail.window()));
    attributes.put("limit", Integer.toString(trail.limit()));
  }

  private void signal(SignalDefinition signal) {
    Map<String, String> attributes = part("signal", signal.name());
    attributes.put("kind", signal.kind().name().toLowerCase(Locale.ROOT));
    attributes.put("input", signal.input());
    attributes.put("stage", signal.stage().word());
    signal.gate().ifPresent(gate -> gate(attributes, gate));
  }

  private static void gate(Map<String, String> attributes, ScoreGate gate) {
    gate.leastAuroc().ifPresent(v -> attributes.put("gate.least_auroc", v.toString()));
    gate.mostCalibrationError()
        .ifPresent(v -> attributes.put("gate.most_calibration_error", v.toString()));
    gate.leastSliceArea().ifPresent(v -> attributes.put("gate.least_slice_area", v.toString()));
    gate.fewestTexts().ifPresent(v -> attributes.put("gate.fewest_texts", v.toString()));
  }

  private void bank(BankDefinition bank) {
    Map<String, String> attributes = part("bank", bank.name());
    attributes.put("kind", bank.kind().name().toLowerCase(Locale.ROOT));
    attributes.put("policy", bank.policy());
    attributes.put("input", bank.input());
    attributes.put("stage", bank.stage().word());
    attributes.put("distance", Integer.toString(bank.distance()));
    attributes.put("minimum_quality", Integer.toString(bank.minimumQuality()));
    attributes.put("altered", Boolean.toString(bank.altered()));
  }

  private void list(ListDefinition list) {
    Map<String, String> attributes = part("list", list.name());
    list.entries().stream().sorted().forEach(entry -> attributes.put(entry, "listed"));
  }

  private void statement(StatementWords words) {
    part("statement words", words.language()).put("version", words.version());
  }

  private void rule(Rule rule) {
    Map<String, String> attributes = part("rule", rule.id());
    attributes.put("stage", rule.stage().word());
    attributes.put("on", String.join(", ", rule.on()));
    attributes.put("when", cel(rule.when()));
    for (RuleLabel label : rule.labels()) {
      attributes.put("label " + label.policy() + " on " + target(label.target()), label(label));
    }
    if (rule.verdict() != Verdict.ALLOW) {
      attributes.put("verdict", rule.verdict().word());
    }
    if (rule.review()) {
      attributes.put("review", "yes");
    }
    attributes.put("reason", rule.reason().source());
    rule.quota().ifPresent(quota -> attributes.put("quota", quota.toString()));
  }

  private static String label(RuleLabel label) {
    return "confidence " + label.confidence() + forHowLong(label.lasts());
  }

  private static String target(Target target) {
    return switch (target) {
      case Target.Subject _ -> "subject";
      case Target.Actor _ -> "actor";
      case Target.Computed(String kind, Expression id) -> kind + ":" + cel(id);
      case Target.Trail(String name) -> "trail." + name;
    };
  }

  private void test(PackTest test) {
    Map<String, String> attributes = part("test", test.name());
    attributes.put("events", test.events().size() + " events, " + hash(test));
    new TreeMap<>(test.signals())
        .forEach((name, value) -> attributes.put("signal " + name, value.toString()));
    test.verdict().ifPresent(verdict -> attributes.put("verdict", verdict.word()));
    attributes.put("fires", String.join(", ", test.fires()));
    attributes.put("silent", String.join(", ", test.silent()));
    attributes.put("exactly", Boolean.toString(test.exactly()));
    attributes.put("labels", String.join(", ", test.labels().present()));
    attributes.put("unlabelled", String.join(", ", test.labels().unlabelled()));
  }

  /** Tells two lists of events apart without printing them. */
  private static String hash(PackTest test) {
    return "#" + Integer.toHexString(test.events().hashCode());
  }

  private static String cel(Expression expression) {
    return expression.source().strip();
  }

  private static String forHowLong(Optional<Duration> lasts) {
    return lasts.map(d -> " for " + duration(d)).orElse("");
  }

  private static String duration(Duration duration) {
    return DurationText.write(duration);
  }
}
