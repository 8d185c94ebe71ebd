package io.hedgerow.cli.models;

import io.hedgerow.models.encoder.EncoderCard;
import io.hedgerow.models.encoder.Encoders;
import io.hedgerow.models.encoder.OwnEncoders;
import io.hedgerow.models.store.FileState;
import io.hedgerow.models.store.ModelCatalogue;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.PinnedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the models this release knows. */
@Command(
    name = "list",
    description = "List the models this release knows, and which are here.",
    footer = {"%nExample:", "  hedgerow models list"})
final class ListCommand implements Callable<Integer> {
  private static final String LINE = "%-12s %-12s %4d MB  %-12s %s%n";

  @Spec private CommandSpec spec;
  @Mixin private StoreOptions options;

  @SuppressWarnings("NullAway.Init")
  ListCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ModelStore store = options.open();
    for (PinnedModel model : ModelCatalogue.list()) {
      out.printf(
          Locale.ROOT,
          LINE,
          model.name(),
          StoreOptions.words(StoreOptions.state(store, model)),
          Math.round(model.bytes() / 1e6),
          model.licence(),
          model.purpose());
    }
    boolean distilled = Files.exists(Encoders.staticTable(store));
    out.printf(
        Locale.ROOT,
        LINE,
        Encoders.STATIC,
        distilled ? "distilled" : "on first use",
        23,
        "Apache-2.0",
        "fastest text encoder: a table distilled from minilm");
    OwnEncoders own = new OwnEncoders(store);
    for (EncoderCard card : own.list()) {
      String state = own.state(card) == FileState.FETCHED ? "yours" : "yours, damaged";
      long size = Files.size(store.folder().resolve(card.name()).resolve(ModelCatalogue.GRAPH));
      out.printf(
          Locale.ROOT,
          LINE,
          card.name(),
          state,
          Math.round(size / 1e6),
          card.licence(),
          card.purpose());
    }
    out.flush();
    return 0;
  }
}
