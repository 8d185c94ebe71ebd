package io.hedgerow.cli.image;

import io.hedgerow.cli.hash.Pictures;
import io.hedgerow.models.image.Nsfw;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prints vectors. */
@Command(
    name = "embed",
    description = {
      "Print the vector of each picture: {\"file\": …, \"vector\": […]}.",
      "1,792 numbers of length 1: the inner product of two says how alike pictures are."
    },
    footer = {"%nExample:", "  hedgerow image embed *.jpg > vectors.jsonl"},
    exitCodeList = {"0:every picture was read", "1:a picture could not be read", "2:could not run"})
final class EmbedCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILES", arity = "1..*", description = "Pictures; - is standard input.")
  private List<String> files;

  @SuppressWarnings("NullAway.Init")
  EmbedCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (Nsfw network = Network.open()) {
      int failed =
          new Pictures(true, spec.commandLine().getErr())
              .each(
                  files,
                  (name, pixels) -> out.println(line(name, network.look(pixels).embedding())));
      out.flush();
      return failed == 0 ? 0 : 1;
    }
  }

  private static String line(String name, float[] vector) {
    ObjectNode line = JSON.createObjectNode();
    line.put("file", name);
    ArrayNode values = line.putArray("vector");
    for (float value : vector) {
      values.add(value);
    }
    return line.toString();
  }
}
