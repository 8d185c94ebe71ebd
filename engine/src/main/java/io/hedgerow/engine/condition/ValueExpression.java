package io.hedgerow.engine.condition;

import io.hedgerow.engine.condition.Checked.Interpreted;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A type-checked CEL expression whose value is wanted: a counter's key, a part of a reason. */
public final class ValueExpression {
  private final Checked checked;

  /** The name it is, when it is no more than a name; empty else. */
  private final String name;

  /** Made when first asked for: reasons are filled in only when their rule fires. */
  private @Nullable Interpreted program;

  ValueExpression(Checked checked) {
    this.checked = checked;
    this.name = QualifiedNames.name(checked.ast());
  }

  /** Empty when something it needs is absent or went wrong. */
  public Optional<Object> evaluate(Scope scope) {
    if (!name.isEmpty()) {
      return Optional.ofNullable(scope.find(name));
    }
    Interpreted known = program;
    if (known == null) {
      known = checked.interpreted();
      program = known;
    }
    Object value = known.evaluate(scope);
    return value instanceof Outcome ? Optional.empty() : Optional.of(value);
  }

  public Checked checked() {
    return checked;
  }
}
