package io.hedgerow.cli.image;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.cli.hash.Pictures;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextModelFile;
import io.hedgerow.models.image.Nsfw;
import io.hedgerow.models.image.PictureHeads;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Prints scores of pictures. */
@Command(
    name = "classify",
    description = {
      "Print what pictures show: {\"file\": …, \"scores\": {\"nsfw_neutral\": 0.9, …}}.",
      "The network's five kinds, and one score for each model that hedgerow image learn made."
    },
    footer = {
      "%nExamples:",
      "  hedgerow image classify photo.jpg",
      "  hedgerow image classify --model spam.pictures.json *.jpg"
    },
    exitCodeList = {"0:every picture was read", "1:a picture could not be read", "2:could not run"})
final class ClassifyCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

  @Spec private CommandSpec spec;

  @Option(names = "--model", paramLabel = "FILE", description = "A learned model; may be repeated.")
  private List<Path> models = new ArrayList<>();

  @Parameters(paramLabel = "FILES", arity = "1..*", description = "Pictures; - is standard input.")
  private List<String> files;

  @SuppressWarnings("NullAway.Init")
  ClassifyCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<TextModel> heads = new ArrayList<>();
    for (Path file : models) {
      heads.add(read(file));
    }
    try (Nsfw network = Network.open()) {
      int failed =
          new Pictures(true, spec.commandLine().getErr())
              .each(files, (name, pixels) -> out.println(line(name, network.look(pixels), heads)));
      out.flush();
      return failed == 0 ? 0 : 1;
    }
  }

  private static TextModel read(Path file) throws IOException {
    try {
      TextModel model = TextModelFile.read(file.toString(), Files.readAllBytes(file));
      if (!PictureHeads.reads(model)) {
        throw new CommandFailure(file + " reads texts, not pictures: see hedgerow text classify");
      }
      return model;
    } catch (NoSuchFileException _) {
      throw new CommandFailure("no such file: " + file);
    } catch (IllegalArgumentException broken) {
      throw new CommandFailure(String.valueOf(broken.getMessage()));
    }
  }

  private static String line(String name, Nsfw.Look look, List<TextModel> heads) {
    ObjectNode line = JSON.createObjectNode();
    line.put("file", name);
    ObjectNode scores = line.putObject("scores");
    look.scores().forEach((kind, score) -> scores.put("nsfw_" + kind, score));
    heads.forEach(head -> scores.put(head.policy(), PictureHeads.score(head, look.embedding())));
    return line.toString();
  }
}
