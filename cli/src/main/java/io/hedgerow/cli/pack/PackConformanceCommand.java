package io.hedgerow.cli.pack;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.engine.conformance.ConformanceRun;
import io.hedgerow.engine.conformance.ConformanceRun.Section;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs CEL's public conformance tests, interpreted and compiled, and reports by section. */
@Command(
    name = "conformance",
    description = "Run CEL's public conformance tests, interpreted and compiled.",
    footer = {
      "",
      "Prints a table in Markdown, a line for each section. Exits 1 when a compiled expression"
          + " gives something else than the interpreter.",
      "",
      "Example: hedgerow pack conformance cel-spec/tests/simple/testdata"
    })
final class PackConformanceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder of the tests' .textproto files.")
  private Path folder;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  PackConformanceCommand() {}

  @Override
  public Integer call() throws IOException {
    List<Section> sections = new ArrayList<>();
    ConformanceRun run = new ConformanceRun();
    for (Path file : files()) {
      String name = String.valueOf(file.getFileName()).replace(".textproto", "");
      sections.addAll(run.run(name, Files.readString(file)));
    }
    PrintWriter out = spec.commandLine().getOut();
    new ConformanceText(out).print(sections);
    out.flush();
    return sections.stream().allMatch(section -> section.differing().isEmpty()) ? 0 : 1;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure("`" + folder + "` is no folder");
    }
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files =
          all.filter(file -> file.toString().endsWith(".textproto")).sorted().toList();
      if (files.isEmpty()) {
        throw new CommandFailure("`" + folder + "` has no .textproto files");
      }
      return files;
    }
  }
}
