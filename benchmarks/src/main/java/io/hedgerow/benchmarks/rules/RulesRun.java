package io.hedgerow.benchmarks.rules;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What JMH runs: one event after the other through one engine. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RulesRun {
  static final int EVENTS = 8_192;

  @Param("HEDGEROW")
  String engine = "";

  @Param("REALISTIC")
  String mix = "";

  @Param("50")
  int rules;

  private RuleEngine decides = (_, _) -> 0;
  private int[] fired = {};
  private int next;

  /** Made by JMH. */
  public RulesRun() {}

  @Setup
  public void prepare() {
    List<BenchRule> written = Mix.valueOf(mix).rules(rules);
    decides = RuleEngine.Kind.valueOf(engine).over(written, BenchEvent.list(EVENTS));
    fired = new int[rules];
  }

  @Benchmark
  public int event() {
    return decides.decide(next++ & (EVENTS - 1), fired);
  }
}
