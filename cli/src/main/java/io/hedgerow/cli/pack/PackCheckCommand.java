package io.hedgerow.cli.pack;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.PackCompilation;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.engine.pack.Diagnostic;
import io.hedgerow.engine.pack.DiagnosticText;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.PackLoader;
import io.hedgerow.engine.pack.PackLoading;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says everything that is wrong with a pack. */
@Command(
    name = "check",
    description = "Say everything that is wrong with a pack, with file, line and a hint.",
    footer = {"", "Example: hedgerow pack check packs/pinboard"})
final class PackCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PACK", description = "The pack's folder.")
  private Path folder;

  @Option(names = "--json", description = "Print one JSON object a line for each diagnostic.")
  private boolean json;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  PackCheckCommand() {}

  @Override
  public Integer call() {
    List<Diagnostic> diagnostics = new ArrayList<>();
    switch (PackLoader.load(folder)) {
      case PackLoading.Failed failed -> diagnostics.addAll(CompiledPack.everythingWrong(failed));
      case PackLoading.Loaded(Pack pack, List<Diagnostic> warnings) -> {
        diagnostics.addAll(warnings);
        switch (CompiledPack.compile(pack)) {
          case PackCompilation.Failed failed -> diagnostics.addAll(failed.diagnostics());
          case PackCompilation.Compiled _ -> summarise(pack);
        }
      }
    }
    print(diagnostics);
    return diagnostics.isEmpty() ? 0 : 1;
  }

  private void summarise(Pack pack) {
    if (!json) {
      spec.commandLine()
          .getOut()
          .printf(
              "%s %s: %d event types, %d policies, %d counters, %d lists, %d rules, %d tests%n",
              pack.name(),
              pack.version(),
              pack.eventTypes().size(),
              pack.policies().size(),
              pack.counters().size(),
              pack.lists().size(),
              pack.rules().size(),
              pack.tests().size());
    }
  }

  private void print(List<Diagnostic> diagnostics) {
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.print(DiagnosticText.render(diagnostics));
    }
    for (Diagnostic d : json ? diagnostics : List.<Diagnostic>of()) {
      out.println(
          CanonicalJson.write(
              CanonicalJson.members(
                  "severity", d.severity().name().toLowerCase(Locale.ROOT),
                  "file", d.span().file(),
                  "line", d.span().line(),
                  "column", d.span().column(),
                  "message", d.message(),
                  "hint", d.hint())));
    }
    out.flush();
  }
}
