package io.hedgerow.benchmarks.rules;

import java.io.IOException;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.TearDown;

/** What JMH runs: one event after the other through one engine. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RulesRun {
  static final int EVENTS = 8_192;

  /** System property that names the file that takes how long single events took. */
  static final String TIMES = "hedgerow.bench.times";

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

  /** When the engine is warm and its pace is known, single events are timed. */
  @TearDown
  public void spread() throws IOException {
    String file = System.getProperty(TIMES, "");
    if (!file.isEmpty()) {
      Times.of(() -> event()).write(Path.of(file));
    }
  }

  @Benchmark
  public int event() {
    return decides.decide(next++ & (EVENTS - 1), fired);
  }
}
