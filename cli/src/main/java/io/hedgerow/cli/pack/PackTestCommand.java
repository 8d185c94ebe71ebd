package io.hedgerow.cli.pack;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.PackTests;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a pack's own tests. */
@Command(
    name = "test",
    description = "Run the tests of a pack; a failure shows what the rule saw.",
    footer = {"", "Example: hedgerow pack test packs/pinboard"})
final class PackTestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PACK", description = "The pack's folder.")
  private Path folder;

  @Option(names = "--verbose", description = "Also name the tests that pass.")
  private boolean verbose;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  PackTestCommand() {}

  @Override
  public Integer call() {
    CompiledPack pack = PackArgument.load(folder);
    List<PackTests.Result> results = PackTests.run(pack);
    PrintWriter out = spec.commandLine().getOut();
    for (PackTests.Result result : results) {
      if (verbose || !result.passed()) {
        out.println((result.passed() ? "ok    " : "FAIL  ") + result.test().name());
      }
      for (String failure : result.failures()) {
        out.println("      " + result.test().span());
        out.println(failure.indent(6).stripTrailing());
      }
    }
    long failed = results.stream().filter(result -> !result.passed()).count();
    out.printf("%d passed, %d failed%n", results.size() - failed, failed);
    untested(pack, results).forEach(rule -> out.println("no test fires rule " + rule));
    out.flush();
    return failed == 0 ? 0 : 1;
  }

  private static Set<String> untested(CompiledPack pack, List<PackTests.Result> results) {
    Set<String> rules = new TreeSet<>();
    pack.pack().rules().stream()
        .filter(rule -> rule.stage().evaluated())
        .forEach(rule -> rules.add(rule.id()));
    results.forEach(result -> result.test().fires().forEach(rules::remove));
    return rules;
  }
}
