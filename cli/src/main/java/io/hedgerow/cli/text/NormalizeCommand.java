package io.hedgerow.cli.text;

import io.hedgerow.cli.Lines;
import io.hedgerow.matching.text.TextNormalizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Shows what texts read as. */
@Command(
    name = "normalize",
    description = {
      "Print each text as term lists read it: without look-alike letters, digits for letters,",
      "invisible characters, spaced-out and drawn-out words."
    },
    footer = {
      "%nExample:",
      "  echo '{\"text\": \"c h 3 a p w4tches\"}' | hedgerow text normalize -"
    })
final class NormalizeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILES",
      arity = "1..*",
      description = "JSON lines; - is standard input.")
  private List<Path> files;

  @SuppressWarnings("NullAway.Init")
  NormalizeCommand() {}

  @Override
  public Integer call() throws IOException {
    TextNormalizer normalizer = TextNormalizer.forTerms();
    PrintWriter out = spec.commandLine().getOut();
    Lines.read(
        files,
        System.in,
        (file, number, line) -> {
          TextLine text = TextLine.read(file, number, line);
          ObjectNode node = TextLine.JSON.createObjectNode();
          node.put("id", text.id());
          node.put("text", normalizer.normalize(text.text()).text());
          out.println(node);
        });
    out.flush();
    return 0;
  }
}
