package io.hedgerow.engine.condition;

import io.hedgerow.engine.condition.Checked.Interpreted;
import io.hedgerow.engine.condition.Conjunction.Conjunct;
import io.hedgerow.engine.condition.Outcome.Truth;
import io.hedgerow.engine.decision.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A condition evaluated by {@code dev.cel}'s interpreter: the reference that compiled conditions
 * are held to, and the one that shows traces.
 */
final class CelCondition implements Condition {
  private final Checked checked;
  private final List<Conjunct> conjuncts;
  private final Set<String> signals;

  /** Made when first asked for, as compiled code runs instead. */
  private @Nullable List<Interpreted> programs;

  /** Made when first asked for, as most conditions are never traced. */
  private @Nullable Tracing tracing;

  private record Tracing(TraceTree tree, List<Checked> run) {}

  CelCondition(Checked checked) {
    this.checked = checked;
    this.conjuncts = Conjunction.of(checked);
    Set<String> read = new TreeSet<>(Conjunction.signals(checked.ast()));
    read.remove(LabelFunction.NAME);
    this.signals = Set.copyOf(read);
  }

  @Override
  public Outcome evaluate(Scope scope) {
    Outcome problem = Truth.HELD;
    int leftmost = Integer.MAX_VALUE;
    List<Interpreted> all = programs();
    for (int i = 0; i < conjuncts.size(); i++) {
      Object value = all.get(i).evaluate(scope);
      if (Boolean.FALSE.equals(value)) {
        return Truth.NOT_HELD;
      }
      int position = conjuncts.get(i).position();
      if (!Boolean.TRUE.equals(value) && position < leftmost) {
        leftmost = position;
        problem =
            value instanceof Outcome outcome ? outcome : new Outcome.Failed("not a truth value");
      }
    }
    return problem;
  }

  private List<Interpreted> programs() {
    List<Interpreted> known = programs;
    if (known == null) {
      known = new ArrayList<>();
      for (Conjunct conjunct : conjuncts) {
        known.add(checked.part(conjunct.expr()).interpreted());
      }
      programs = known;
    }
    return known;
  }

  private Tracing tracing() {
    Tracing known = tracing;
    if (known == null) {
      List<Checked> run = new ArrayList<>();
      TraceTree tree = TraceTree.of(checked, run);
      known = new Tracing(tree, List.copyOf(run));
      tracing = known;
    }
    return known;
  }

  @Override
  public Trace trace(Scope scope) {
    return tracing().tree().trace(scope);
  }

  @Override
  public Trace trace(Scope scope, Parts parts) {
    return tracing().tree().trace(scope, parts);
  }

  @Override
  public List<Checked> tracedParts() {
    return tracing().run();
  }

  @Override
  public ConditionPart outline() {
    return tracing().tree().outline();
  }

  @Override
  public Set<String> signals() {
    return signals;
  }

  @Override
  public Checked checked() {
    return checked;
  }

  @Override
  public List<Conjunct> conjuncts() {
    return conjuncts;
  }
}
