package io.hedgerow.engine;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.FiredRule;
import io.hedgerow.engine.decision.ProposedLabel;
import io.hedgerow.engine.decision.RuleTrace;
import io.hedgerow.engine.decision.Trace;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.PackTest;
import io.hedgerow.engine.pack.SignalDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Runs the tests of a pack, each in a fresh engine. */
public final class PackTests {
  private PackTests() {}

  /**
   * @param failures what differs from what was expected, with the trace of the rule concerned;
   *     empty when it passed
   */
  public record Result(PackTest test, Decision decision, List<String> failures) {
    public boolean passed() {
      return failures.isEmpty();
    }
  }

  public static List<Result> run(CompiledPack pack) {
    return pack.pack().tests().stream().map(test -> run(pack, test)).toList();
  }

  private static Result run(CompiledPack pack, PackTest test) {
    OfflineLabels labels = new OfflineLabels();
    Engine engine = new Engine(pack, given(test), labels);
    List<Event> events = test.events();
    Set<String> proposed = new TreeSet<>();
    for (Event event : events.subList(0, events.size() - 1)) {
      Decision before = engine.decide(event);
      labels.apply(before);
      proposed.addAll(effective(before));
    }
    Decision decision = engine.decide(events.getLast());
    proposed.addAll(effective(decision));
    List<RuleTrace> traces = engine.explain(events.getLast(), decision);
    List<String> failures = new ArrayList<>(failures(test, decision, traces));
    failures.addAll(wrongLabels(test.labels(), proposed));
    return new Result(test, decision, failures);
  }

  private static List<String> effective(Decision decision) {
    return decision.labels().stream()
        .filter(ProposedLabel::effective)
        .map(label -> label.entity() + " " + label.policy())
        .toList();
  }

  private static List<String> wrongLabels(PackTest.Labels expected, Set<String> proposed) {
    List<String> failures = new ArrayList<>();
    for (String label : expected.present()) {
      if (!proposed.contains(label)) {
        failures.add("expected the label `" + label + "`, got " + proposed);
      }
    }
    for (String entity : expected.unlabelled()) {
      proposed.stream()
          .filter(label -> label.startsWith(entity + " "))
          .forEach(label -> failures.add("expected no label on `" + entity + "`, got " + label));
    }
    return failures;
  }

  /** Scores and matches as the test says they are. */
  private static Signals given(PackTest test) {
    return (signal, _) -> {
      Object value = test.signals().get(signal.reference());
      return signal.kind() == SignalDefinition.Kind.SCORE && value instanceof Long whole
          ? Optional.of(whole.doubleValue())
          : Optional.ofNullable(value);
    };
  }

  private static List<String> failures(PackTest test, Decision decision, List<RuleTrace> traces) {
    List<String> failures = new ArrayList<>();
    List<String> fired = decision.fired().stream().map(FiredRule::rule).toList();
    test.verdict()
        .filter(expected -> expected != decision.verdict())
        .ifPresent(expected ->
            failures.add(
                "expected verdict %s, got %s (fired: %s)"
                    .formatted(expected.word(), decision.verdict().word(), fired)));
    for (String rule : test.fires()) {
      if (!fired.contains(rule)) {
        failures.add("expected `" + rule + "` to fire\n" + show(rule, traces));
      }
    }
    for (String rule : test.silent()) {
      if (fired.contains(rule)) {
        failures.add("expected `" + rule + "` to stay silent\n" + show(rule, traces));
      }
    }
    if (test.exactly()) {
      fired.stream()
          .filter(rule -> !test.fires().contains(rule))
          .forEach(rule -> failures.add("`" + rule + "` fired too\n" + show(rule, traces)));
    }
    return failures;
  }

  private static String show(String rule, List<RuleTrace> traces) {
    return traces.stream()
        .filter(trace -> trace.rule().equals(rule))
        .map(trace -> "    " + trace.outcome() + "\n" + show(trace.trace(), 4))
        .findFirst()
        .orElse("    it is not evaluated on this event type, or its stage is draft or retired\n");
  }

  private static String show(Trace trace, int indent) {
    StringBuilder text = new StringBuilder(" ".repeat(indent)).append(trace.expression());
    trace.value().ifPresent(value -> text.append("  →  ").append(value));
    trace.missing().ifPresent(name -> text.append("  →  missing ").append(name));
    trace.error().ifPresent(error -> text.append("  →  ").append(error));
    if (trace.unneeded()) {
      text.append("  →  not needed");
    }
    text.append('\n');
    trace.children().forEach(child -> text.append(show(child, indent + 2)));
    return text.toString();
  }
}
