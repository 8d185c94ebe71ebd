package io.hedgerow.engine.backtest;

import java.util.Optional;

/**
 * One rule under both packs.
 *
 * @param before empty when only the pack tried has it
 * @param after empty when only the pack it is held against has it
 */
public record RuleChange(String rule, Optional<RuleTally> before, Optional<RuleTally> after) {

  /** True when it came, went, or fired or had effect another number of times. */
  public boolean differs() {
    return before.isEmpty()
        || after.isEmpty()
        || before.get().fired() != after.get().fired()
        || before.get().effective() != after.get().effective();
  }
}
