package io.hedgerow.cli.models;

import io.hedgerow.models.encoder.EncoderCard;
import io.hedgerow.models.encoder.OwnEncoders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Registers an encoder of the user's. */
@Command(
    name = "add",
    description = {
      "Register a sentence-transformer of yours as an encoder. Its folder holds model.onnx (one",
      "file, with the output last_hidden_state), tokenizer.json (WordPiece) or vocabulary.txt, and",
      "card.json: name, purpose, licence, pooling (mean or first), and if need be maximum_tokens,",
      "inner_layers, lower_case. It is run once, then copied with the hash of each file."
    },
    footer = {
      "%nExample:",
      "  hedgerow models add ~/my-encoder",
      "  hedgerow text embed --encoder my-encoder posts.jsonl"
    })
final class AddCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StoreOptions options;

  @Parameters(paramLabel = "FOLDER", description = "The encoder's folder.")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  AddCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    EncoderCard card = new OwnEncoders(options.open()).register(folder);
    out.println(card.name() + ": registered; use it with --encoder " + card.name());
    out.flush();
    return 0;
  }
}
