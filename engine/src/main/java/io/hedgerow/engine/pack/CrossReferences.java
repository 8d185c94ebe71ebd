package io.hedgerow.engine.pack;

import io.hedgerow.engine.pack.Rule.RuleLabel;
import io.hedgerow.engine.pack.Rule.Target;
import io.hedgerow.engine.trail.TrailSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks that whatever one part of a pack names is there in another. */
final class CrossReferences {
  private final Pack pack;
  private final Diagnostics diagnostics;

  CrossReferences(Pack pack, Diagnostics diagnostics) {
    this.pack = pack;
    this.diagnostics = diagnostics;
  }

  void check() {
    pack.counters().values().forEach(this::check);
    pack.trails().values().forEach(this::check);
    pack.banks().values().forEach(this::check);
    pack.queues().forEach(this::check);
    Map<String, SourceSpan> ids = new HashMap<>();
    for (Rule rule : pack.rules()) {
      SourceSpan before = ids.putIfAbsent(rule.id(), rule.span());
      if (before != null) {
        diagnostics.error(
            rule.span(), "rule `" + rule.id() + "` comes twice", "it is also at " + before);
      }
      check(rule);
    }
    pack.tests().forEach(test -> check(test, ids.keySet()));
  }

  private void check(CounterDefinition counter) {
    checkTypes(counter.on(), counter.span());
    List.of(counter.key(), counter.value(), counter.where().orElse(counter.key()))
        .forEach(expression ->
            readsNoCounter(
                expression,
                "counter `" + counter.name() + "` reads a counter",
                "a counter sees only the event: what is counted may not depend on what was"
                    + " counted"));
  }

  private void readsNoCounter(Expression expression, String message, String hint) {
    if (expression.source().matches("(?s).*\\bcounter\\s*\\..*")) {
      diagnostics.error(expression.span(), message, hint);
    }
  }

  private void check(TrailDefinition trail) {
    checkTypes(trail.on(), trail.span());
    List.of(trail.key(), trail.where().orElse(trail.key()))
        .forEach(expression ->
            readsNoCounter(
                expression,
                "trail `" + trail.name() + "` reads a counter",
                "a trail sees only the event; let the rule ask the counter"));
    for (String name : trail.on()) {
      EventType type = pack.eventTypes().get(name);
      boolean present =
          type == null
              || (trail.keep() == TrailDefinition.Keep.ACTOR ? type.actor() : type.subject())
                  .isPresent();
      if (!present) {
        diagnostics.error(
            trail.span(),
            "trail `" + trail.name() + "` keeps what `" + name + "` does not have",
            "give the type a `subject` or `actor`, or leave it out of `on`");
      }
    }
    long takers =
        pack.rules().stream()
            .flatMap(rule -> rule.labels().stream())
            .filter(label -> label.target().equals(new Target.Trail(trail.name())))
            .count();
    if (takers > TrailSpec.MOST_TAKERS) {
      diagnostics.error(
          trail.span(),
          takers + " labels take from trail `" + trail.name() + "`",
          "at most " + TrailSpec.MOST_TAKERS + " can; write a second trail like it");
    }
  }

  private void check(BankDefinition bank) {
    if (bank.kind() == BankDefinition.Kind.NEGATIVE) {
      return;
    }
    known(bank.policy(), pack.policies().keySet(), "policy", bank.span());
    Set<String> images =
        pack.eventTypes().values().stream()
            .flatMap(type -> type.fields().stream())
            .filter(field -> field.type() == FieldType.IMAGE)
            .map(field -> "event." + field.name())
            .collect(Collectors.toCollection(TreeSet::new));
    known(bank.input(), images, "image field", bank.span());
  }

  private void check(QueueDefinition queue) {
    queue
        .policies()
        .forEach(policy -> known(policy, pack.policies().keySet(), "policy", queue.span()));
    queue
        .clocks()
        .keySet()
        .forEach(policy -> known(policy, pack.policies().keySet(), "policy", queue.span()));
    checkTypes(queue.events(), queue.span());
  }

  private void check(Rule rule) {
    checkTypes(rule.on(), rule.span());
    for (RuleLabel label : rule.labels()) {
      known(label.policy(), pack.policies().keySet(), "policy", rule.span());
      if (label.target() instanceof Target.Trail(String name)) {
        known(name, pack.trails().keySet(), "trail", rule.span());
      }
      for (String name : rule.on()) {
        checkTarget(rule, label, name);
      }
    }
  }

  private void checkTarget(Rule rule, RuleLabel label, String typeName) {
    EventType type = pack.eventTypes().get(typeName);
    if (type == null) {
      return;
    }
    boolean present =
        switch (label.target()) {
          case Target.Subject _ -> type.subject().isPresent();
          case Target.Actor _ -> type.actor().isPresent();
          case Target.Computed _, Target.Trail _ -> true;
        };
    if (!present) {
      diagnostics.error(
          rule.span(),
          "rule `" + rule.id() + "` labels what `" + typeName + "` does not have",
          "give the type a `subject` or `actor`, or label something else with `on:`");
    }
  }

  /** Without any event type, events.yaml is what is wrong, and that is said already. */
  private void checkTypes(List<String> names, SourceSpan span) {
    if (pack.eventTypes().isEmpty()) {
      return;
    }
    names.forEach(name -> known(name, pack.eventTypes().keySet(), "event type", span));
  }

  private void check(PackTest test, Set<String> ruleIds) {
    test.fires().forEach(id -> known(id, ruleIds, "rule", test.span()));
    test.signals()
        .keySet()
        .forEach(name -> known(name, pack.signals().keySet(), "signal", test.span()));
    test.silent().forEach(id -> known(id, ruleIds, "rule", test.span()));
  }

  private void known(String name, Collection<String> valid, String what, SourceSpan span) {
    if (!name.isEmpty() && !valid.contains(name)) {
      diagnostics.error(span, "unknown " + what + " `" + name + "`", Suggestion.hint(name, valid));
    }
  }
}
