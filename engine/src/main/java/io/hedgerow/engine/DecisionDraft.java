package io.hedgerow.engine;

import io.hedgerow.engine.CompiledPack.CompiledLabel;
import io.hedgerow.engine.CompiledPack.CompiledRule;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.condition.TypedEvent;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.Defect;
import io.hedgerow.engine.decision.FiredRule;
import io.hedgerow.engine.decision.ProposedLabel;
import io.hedgerow.engine.decision.SkippedRule;
import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.Rule;
import io.hedgerow.engine.pack.Rule.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A decision while it is being made. */
final class DecisionDraft {
  private final Event event;
  private final String packVersion;
  // Most events give none of these, so the lists are made when something comes.
  private List<Defect> defects = List.of();
  private List<FiredRule> fired = List.of();
  private List<SkippedRule> skipped = List.of();
  private List<ProposedLabel> labels = List.of();
  private Map<String, Object> signals = Map.of();
  private Optional<EntityId> actor = Optional.empty();
  private Optional<EntityId> subject = Optional.empty();
  private Instant time;
  private Verdict verdict = Verdict.ALLOW;
  private Optional<Verdict> withheld = Optional.empty();
  private boolean review;

  DecisionDraft(Event event, String packVersion) {
    this.event = event;
    this.packVersion = packVersion;
    this.time = event.time();
  }

  void typed(TypedEvent typed, Instant believable) {
    actor = typed.actor();
    subject = typed.subject();
    time = believable;
    if (!typed.defects().isEmpty()) {
      typed.defects().forEach(defect -> defects = plus(defects, defect));
    }
  }

  private static <T> List<T> plus(List<T> some, T one) {
    List<T> all = some.isEmpty() ? new ArrayList<>(4) : some;
    all.add(one);
    return all;
  }

  void defect(String kind, String where, String message) {
    defects = plus(defects, new Defect(kind, where, message));
  }

  void skipped(String rule, String missing, String error) {
    skipped = plus(skipped, new SkippedRule(rule, missing, error));
  }

  DecisionDraft signals(Map<String, Object> read) {
    signals = read;
    return this;
  }

  /**
   * A trusted actor's event passes and waits for a person, whatever rules alone would have done.
   */
  DecisionDraft spare(LabelView labels) {
    if (verdict != Verdict.ALLOW
        && (actor.filter(labels::trusted).isPresent()
            || subject.filter(labels::trusted).isPresent())) {
      withheld = Optional.of(verdict);
      verdict = Verdict.ALLOW;
      review = true;
    }
    return this;
  }

  /** Notes a rule that held: what it proposes, and why. */
  void fired(CompiledRule compiled, Sighting sighting, int place, Scope scope, TrailFeed trails) {
    Rule rule = compiled.rule();
    boolean effective = Rollout.isEffective(compiled, this::rolloutKey);
    String reason = compiled.reason().fill(scope);
    fired =
        plus(
            fired,
            new FiredRule(
                rule.id(),
                rule.stage(),
                effective,
                rule.verdict(),
                rule.review(),
                reason,
                () -> sighting.trace(place)));
    for (CompiledLabel label : compiled.labels()) {
      for (EntityId entity : targets(rule, label, effective, scope, trails)) {
        propose(rule, label, entity, effective, reason);
      }
    }
    if (effective) {
      verdict = verdict.or(rule.verdict());
      review |= rule.review();
    }
  }

  /** Canaries are stable by actor; what has none is stable by subject or event. */
  private String rolloutKey() {
    return actor.or(() -> subject).map(EntityId::toString).orElse(event.key().toString());
  }

  private void propose(
      Rule rule, CompiledLabel label, EntityId entity, boolean effective, String reason) {
    labels =
        plus(
            labels,
            new ProposedLabel(
                entity,
                label.label().policy(),
                label.label().confidence(),
                rule.id(),
                reason,
                label.label().lasts(),
                effective));
    review |= effective && label.unsure();
  }

  /** What a label of a fired rule goes to: one entity, or what is on a trail. */
  private List<EntityId> targets(
      Rule rule, CompiledLabel label, boolean effective, Scope scope, TrailFeed trails) {
    return switch (label.label().target()) {
      case Target.Subject _ -> present(rule, subject);
      case Target.Actor _ -> present(rule, actor);
      case Target.Computed computed ->
          present(
              rule,
              label
                  .id()
                  .flatMap(id -> id.evaluate(scope))
                  .map(String::valueOf)
                  .filter(EntityId::isId)
                  .map(id -> new EntityId(computed.kind(), id)));
      case Target.Trail _ ->
          label.trail().map(use -> trails.take(use, effective)).orElse(List.of()).stream()
              .filter(entity -> !proposed(rule.id(), label.label().policy(), entity))
              .toList();
    };
  }

  private List<EntityId> present(Rule rule, Optional<EntityId> entity) {
    if (entity.isEmpty()) {
      defect(
          "no_entity", "rule " + rule.id(), "fired, but what it labels is absent from the event");
      return List.of();
    }
    return List.of(entity.get());
  }

  /** An event's own subject is on its trail too, and a rule may have named it already. */
  private boolean proposed(String rule, String policy, EntityId entity) {
    return labels.stream()
        .anyMatch(label ->
            label.rule().equals(rule)
                && label.policy().equals(policy)
                && label.entity().equals(entity));
  }

  Decision finish() {
    return new Decision(
        event.key(),
        event.type(),
        time,
        actor,
        subject,
        verdict,
        withheld,
        review,
        labels,
        fired,
        skipped,
        defects,
        signals,
        packVersion);
  }
}
