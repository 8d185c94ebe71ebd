package io.hedgerow.engine.condition;

import io.hedgerow.engine.condition.Conjunction.Conjunct;
import io.hedgerow.engine.decision.Trace;
import java.util.List;
import java.util.Set;

/**
 * A type-checked CEL condition over one event type. It never throws on data: what is absent or does
 * not fit comes back as an {@link Outcome}. Whoever evaluates it, interpreter or compiler, gives
 * the same outcome.
 */
public interface Condition {

  /** Evaluates it, without keeping why. */
  Outcome evaluate(Scope scope);

  /** Evaluates every sub-condition again and says what each saw. */
  Trace trace(Scope scope);

  /** As {@link #trace(Scope)}, with {@link #tracedParts} evaluated by somebody else. */
  Trace trace(Scope scope, Parts parts);

  /** The parts that a trace shows and that cannot be told from others; a part's place is its. */
  List<Checked> tracedParts();

  /** Evaluates parts of a condition. */
  @FunctionalInterface
  interface Parts {
    /** The value of a part by its place, or the {@link Outcome} that stands in its place. */
    Object value(int part, Scope scope);
  }

  /** Its sub-conditions as text, in the shape {@link #trace} has. */
  ConditionPart outline();

  /** The signals it can read: {@code counter.NAME}, {@code score.NAME}, {@code match.NAME}. */
  Set<String> signals();

  /** The tree it was made from. */
  Checked checked();

  /** What must all hold, in the order in which it is tried. */
  List<Conjunct> conjuncts();
}
