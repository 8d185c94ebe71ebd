package io.hedgerow.cli.text;

import io.hedgerow.cli.Progress;
import io.hedgerow.models.encoder.Embedding;
import io.hedgerow.models.encoder.Encoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prints vectors. */
@Command(
    name = "embed",
    description = "Print the vector of each text: {\"id\": …, \"vector\": […]}.",
    footer = {"%nExample:", "  hedgerow text embed posts.jsonl > vectors.jsonl"})
final class EmbedCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private EncoderOptions encoder;

  @Parameters(
      paramLabel = "FILES",
      arity = "0..*",
      description = "JSON lines; - is standard input.")
  private List<Path> files = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  EmbedCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<TextLine> texts = TextLine.readAll(files, System.in);
    try (Encoder open = encoder.open();
        Progress progress = Progress.of("texts")) {
      for (List<TextLine> slice : Slices.of(texts)) {
        List<Embedding> vectors = open.encode(slice.stream().map(TextLine::text).toList());
        for (int i = 0; i < slice.size(); i++) {
          out.println(line(slice.get(i).id(), vectors.get(i).vector()));
          progress.step();
        }
      }
    }
    out.flush();
    return 0;
  }

  private static String line(String id, float[] vector) {
    ObjectNode line = TextLine.JSON.createObjectNode();
    line.put("id", id);
    ArrayNode values = line.putArray("vector");
    for (float value : vector) {
      values.add(value);
    }
    return line.toString();
  }
}
