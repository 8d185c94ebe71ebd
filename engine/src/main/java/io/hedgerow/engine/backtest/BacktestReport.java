package io.hedgerow.engine.backtest;

import io.hedgerow.engine.decision.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pack would have done.
 *
 * @param events decided, without repeats
 * @param repeats events left out because they had come before
 * @param first the oldest event's time; empty when there was none
 * @param last the newest event's time
 * @param review events that asked for a person
 * @param rules every evaluated rule, in pack order, also those that never fired
 * @param defects what was wrong with events, by kind
 */
public record BacktestReport(
    String packVersion,
    long events,
    long repeats,
    Optional<Instant> first,
    Optional<Instant> last,
    Map<Verdict, Long> verdicts,
    long review,
    List<RuleTally> rules,
    Map<String, Long> defects,
    Optional<Comparison> comparison) {
  public BacktestReport {
    rules = List.copyOf(rules);
  }
}
