package io.hedgerow.benchmarks.rules;

import io.hedgerow.benchmarks.Machine;
import io.hedgerow.benchmarks.rules.RuleEngine.Kind;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * The same rules over the same events in every engine: first that all fire the same, then how fast,
 * with JMH, each in a JVM of its own.
 */
public final class RulesBenchmark {
  private static final List<Integer> SIZES = List.of(50, 200, 500, 600, 1_000);
  private static final int CHECKED = 2_000;

  private final PrintWriter out;
  private final int seconds;

  /**
   * @param seconds to warm each case up, and again to measure it
   */
  public RulesBenchmark(PrintWriter out, int seconds) {
    this.out = out;
    this.seconds = seconds;
  }

  /** Runs everything and prints Markdown. */
  public void run() throws RunnerException {
    out.println("# Rules");
    out.println();
    out.println(Machine.describe());
    for (Mix mix : Mix.values()) {
      String fired = check(mix);
      out.printf(
          Locale.ROOT,
          "%n## %s%n%nOf 500 rules %s. All engines fire the same.%n%n",
          mix.title(),
          fired);
      out.println("| engine | rules | events/s | ns an event | to Java | bytes an event |");
      out.println("|---|---|---|---|---|---|");
      for (int rules : SIZES) {
        table(mix, rules);
      }
    }
    spread();
    compileTimes();
  }

  /** How often 500 rules fire, after checking that all engines agree. */
  private String check(Mix mix) {
    List<BenchRule> rules = mix.rules(500);
    List<BenchEvent> events = BenchEvent.list(CHECKED);
    Map<Kind, RuleEngine> engines = new EnumMap<>(Kind.class);
    for (Kind kind : kinds(500)) {
      engines.put(kind, kind.over(rules, events));
    }
    long all = 0;
    int some = 0;
    for (int event = 0; event < CHECKED; event++) {
      int[] expected = firings(Objects.requireNonNull(engines.get(Kind.JAVA)), event, rules.size());
      all += expected.length;
      some += Math.min(1, expected.length);
      for (Map.Entry<Kind, RuleEngine> engine : engines.entrySet()) {
        int[] actual = firings(engine.getValue(), event, rules.size());
        if (!Arrays.equals(actual, expected)) {
          throw new IllegalStateException(
              "%s fires %s on event %d and Java %s"
                  .formatted(
                      engine.getKey(), Arrays.toString(actual), event, Arrays.toString(expected)));
        }
      }
    }
    return String.format(
        Locale.ROOT,
        "some fire on %.1f%% of events, %.2f on an event on average",
        100.0 * some / CHECKED,
        (double) all / CHECKED);
  }

  private static int[] firings(RuleEngine engine, int event, int rules) {
    int[] fired = new int[rules];
    int[] exactly = Arrays.copyOf(fired, engine.decide(event, fired));
    Arrays.sort(exactly);
    return exactly;
  }

  private void table(Mix mix, int rules) throws RunnerException {
    Map<Kind, RunResult> results = new EnumMap<>(Kind.class);
    for (Kind kind : kinds(rules)) {
      results.put(kind, measure(mix, kind, rules, Mode.AverageTime));
    }
    double java = perSecond(Objects.requireNonNull(results.get(Kind.JAVA)));
    results.forEach((kind, result) -> row(kind, rules, result, java));
  }

  /** 600 is there only to be held against 500. */
  private static List<Kind> kinds(int rules) {
    return rules == 600
        ? List.of(Kind.HEDGEROW, Kind.PLAN, Kind.JAVA)
        : Stream.of(Kind.values()).filter(kind -> kind != Kind.COUNTERS).toList();
  }

  /** How long single decisions take, with counters and without. */
  private void spread() throws RunnerException {
    out.printf("%n## One decision%n%n200 rules; time is taken of single events.%n%n");
    out.println(
        "| mix | engine | events/s | p50 µs | p90 µs | p99 µs | p99.9 µs | bytes an event |");
    out.println("|---|---|---|---|---|---|---|---|");
    for (Mix mix : Mix.values()) {
      for (Kind kind : List.of(Kind.HEDGEROW, Kind.COUNTERS)) {
        RunResult pace = measure(mix, kind, 200, Mode.AverageTime);
        Statistics times =
            measure(mix, kind, 200, Mode.SampleTime).getPrimaryResult().getStatistics();
        out.printf(
            Locale.ROOT,
            "| %s | %s | %,.0f | %.1f | %.1f | %.1f | %.1f | %,.0f |%n",
            mix.title(),
            kind.title(),
            perSecond(pace),
            times.getPercentile(50) / 1e3,
            times.getPercentile(90) / 1e3,
            times.getPercentile(99) / 1e3,
            times.getPercentile(99.9) / 1e3,
            bytes(pace));
        out.flush();
      }
    }
  }

  private RunResult measure(Mix mix, Kind kind, int rules, Mode mode) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(RulesRun.class.getName() + ".event")
            .param("engine", kind.name())
            .param("mix", mix.name())
            .param("rules", Integer.toString(rules))
            .mode(mode)
            .forks(1)
            .warmupIterations(2)
            .warmupTime(TimeValue.milliseconds(500L * seconds))
            .measurementIterations(2)
            .measurementTime(TimeValue.milliseconds(500L * seconds))
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    return results.iterator().next();
  }

  private static double perSecond(RunResult result) {
    return 1e9 / result.getPrimaryResult().getScore();
  }

  private void row(Kind kind, int rules, RunResult result, double java) {
    out.printf(
        Locale.ROOT,
        "| %s | %d | %,.0f | %,.0f | %.2f× | %,.0f |%n",
        kind.title(),
        rules,
        perSecond(result),
        result.getPrimaryResult().getScore(),
        perSecond(result) / java,
        bytes(result));
    out.flush();
  }

  private static double bytes(RunResult result) {
    return result.getSecondaryResults().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
        .mapToDouble(entry -> entry.getValue().getScore())
        .findFirst()
        .orElse(Double.NaN);
  }

  private void compileTimes() {
    out.printf("%n## Compiling a pack%n%n| rules | ms, best of 5 |%n|---|---|%n");
    for (int rules : SIZES) {
      var files = HedgerowRules.files(Mix.REALISTIC.rules(rules));
      List<Double> took = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        long start = System.nanoTime();
        HedgerowRules.compiled(files);
        took.add((System.nanoTime() - start) / 1e6);
      }
      out.printf(
          Locale.ROOT,
          "| %d | %.0f |%n",
          rules,
          took.stream().mapToDouble(Double::doubleValue).min().orElse(0));
    }
    out.flush();
  }
}
