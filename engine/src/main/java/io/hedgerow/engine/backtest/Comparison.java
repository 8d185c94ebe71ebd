package io.hedgerow.engine.backtest;

import java.util.List;

/**
 * What differs between two packs over the same events.
 *
 * @param againstVersion of the pack held against
 * @param reviewBefore events that asked for a person under the pack held against
 * @param reviewAfter events that ask for one under the pack tried
 * @param verdicts changed verdicts, mildest first
 * @param rules every rule of either pack, in pack order
 * @param policies every policy with an effective label under either, by id
 */
public record Comparison(
    String againstVersion,
    long reviewBefore,
    long reviewAfter,
    List<VerdictChange> verdicts,
    List<RuleChange> rules,
    List<PolicyChange> policies) {
  public Comparison {
    verdicts = List.copyOf(verdicts);
    rules = List.copyOf(rules);
    policies = List.copyOf(policies);
  }

  /** True when somebody would notice: another verdict, or another labelled entity. */
  public boolean changesOutcomes() {
    return !verdicts.isEmpty()
        || policies.stream().anyMatch(policy -> policy.gained() + policy.lost() > 0);
  }
}
