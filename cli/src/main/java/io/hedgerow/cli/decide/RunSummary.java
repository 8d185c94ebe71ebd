package io.hedgerow.cli.decide;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.FiredRule;
import io.hedgerow.engine.decision.Verdict;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a run over events came to. */
public final class RunSummary {
  private final long started = System.nanoTime();
  private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
  private final Map<String, Long> fired = new TreeMap<>();
  private final Map<String, Long> defects = new TreeMap<>();
  private long decided;
  private long repeats;
  private long rejected;

  void count(Decision decision) {
    decided++;
    verdicts.merge(decision.verdict(), 1L, Long::sum);
    for (FiredRule rule : decision.fired()) {
      fired.merge(rule.rule() + (rule.effective() ? "" : " (no effect)"), 1L, Long::sum);
    }
    decision.defects().forEach(defect -> defects.merge(defect.kind(), 1L, Long::sum));
  }

  void repeat() {
    repeats++;
  }

  void reject() {
    rejected++;
  }

  /** Lines that were no events. */
  public long rejected() {
    return rejected;
  }

  public void print(PrintWriter out) {
    double seconds = (System.nanoTime() - started) / 1e9;
    out.printf(
        "%,d events decided, %,d repeats, %,d rejected, %,.0f/s%n",
        decided, repeats, rejected, decided / seconds);
    verdicts.forEach((verdict, count) -> out.printf("  %-10s %,d%n", verdict.word(), count));
    fired.forEach((rule, count) -> out.printf("  rule %-40s %,d%n", rule, count));
    defects.forEach((kind, count) -> out.printf("  defect %-38s %,d%n", kind, count));
    out.flush();
  }
}
