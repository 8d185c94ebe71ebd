package io.hedgerow.benchmarks.rules;

import io.hedgerow.benchmarks.Machine;
import io.hedgerow.benchmarks.rules.RuleEngine.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

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
   * @param seconds to warm each case up, and half as many to measure it
   */
  public RulesBenchmark(PrintWriter out, int seconds) {
    this.out = out;
    this.seconds = seconds;
  }

  /** Runs these mixes and prints Markdown. */
  public void run(Collection<Mix> mixes) throws RunnerException, IOException {
    out.println("# Rules");
    out.println();
    out.println(Machine.describe());
    compileTimes();
    for (Mix mix : mixes) {
      String fired = check(mix);
      out.printf(
          Locale.ROOT,
          "%n## %s%n%nOf 500 rules %s. All engines fire the same.%n%n",
          mix.title(),
          fired);
      out.println(
          "| engine | rules | events/s | p50 µs | p99 µs | bytes an event | to Java | to dev.cel |");
      out.println("|---|---|---|---|---|---|---|---|");
      for (int rules : SIZES) {
        table(mix, rules);
      }
    }
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

  /** 600 is there only to be held against 500, and counters where their target is. */
  private static List<Kind> kinds(int rules) {
    return rules == 600
        ? List.of(Kind.PLAN, Kind.HEDGEROW, Kind.JAVA)
        : Stream.of(Kind.values()).filter(k -> k != Kind.COUNTERS || rules == 200).toList();
  }

  /** One engine over one mix. */
  private record Measured(double nanos, double bytes, Times times) {}

  private void table(Mix mix, int rules) throws RunnerException, IOException {
    Map<Kind, Measured> results = new EnumMap<>(Kind.class);
    for (Kind kind : kinds(rules)) {
      results.put(kind, measure(mix, kind, rules));
    }
    results.forEach((kind, one) ->
        out.printf(
            Locale.ROOT,
            "| %s | %d | %,.0f | %.2f | %.2f | %,.0f | %s | %s |%n",
            kind.title(),
            rules,
            1e9 / one.nanos(),
            one.times().p50() / 1e3,
            one.times().p99() / 1e3,
            one.bytes(),
            times(results.get(Kind.JAVA), one),
            times(results.get(Kind.CEL), one)));
    out.flush();
  }

  private static String times(@Nullable Measured other, Measured one) {
    return other == null ? "" : String.format(Locale.ROOT, "%.2f×", other.nanos() / one.nanos());
  }

  private Measured measure(Mix mix, Kind kind, int rules) throws RunnerException, IOException {
    Path times = Files.createTempFile("hedgerow-bench", ".times");
    Options options =
        new OptionsBuilder()
            .include(RulesRun.class.getName() + ".event")
            .param("engine", kind.name())
            .param("mix", mix.name())
            .param("rules", Integer.toString(rules))
            .mode(Mode.AverageTime)
            .forks(1)
            .jvmArgsAppend("-D" + RulesRun.TIMES + "=" + times)
            .warmupIterations(seconds)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(2)
            .measurementTime(TimeValue.milliseconds(250L * seconds))
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      RunResult result = new Runner(options).run().iterator().next();
      return new Measured(result.getPrimaryResult().getScore(), bytes(result), Times.read(times));
    } finally {
      Files.delete(times);
    }
  }

  private static double bytes(RunResult result) {
    return result.getSecondaryResults().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
        .mapToDouble(entry -> entry.getValue().getScore())
        .findFirst()
        .orElse(Double.NaN);
  }

  /** From a pack's files to an engine, in a JVM that has compiled none before, and then again. */
  private void compileTimes() {
    out.printf(
        "%n## Compiling a pack%n%n| rules | first, ms | best of 5 after, ms |%n|---|---|---|%n");
    for (int rules : List.of(1_000, 500, 200, 50)) {
      var files = HedgerowRules.files(Mix.REALISTIC.rules(rules));
      double first = compile(files);
      double best = IntStream.range(0, 5).mapToDouble(_ -> compile(files)).min().orElse(first);
      out.printf(Locale.ROOT, "| %d | %.0f | %.0f |%n", rules, first, best);
    }
    out.flush();
  }

  private static double compile(Map<String, byte[]> files) {
    long start = System.nanoTime();
    HedgerowRules.compiled(files);
    return (System.nanoTime() - start) / 1e6;
  }
}
