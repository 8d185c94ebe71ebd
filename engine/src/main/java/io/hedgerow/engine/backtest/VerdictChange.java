package io.hedgerow.engine.backtest;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.Verdict;
import java.util.List;

/**
 * Events whose verdict changed from one to another.
 *
 * @param samples the first of them
 */
public record VerdictChange(Verdict from, Verdict to, long events, List<Sample> samples) {
  public VerdictChange {
    samples = List.copyOf(samples);
  }

  /** One event with the decision of either pack. */
  public record Sample(Decision before, Decision after) {}
}
