package io.hedgerow.cli.models;

import io.hedgerow.models.bert.MultilingualBert;
import io.hedgerow.models.store.ModelCatalogue;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.PinnedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches models. */
@Command(
    name = "fetch",
    description = {
      "Fetch models with Maven or npm, as they are set up here, and check every file's SHA-256."
    },
    footer = {"%nExample:", "  hedgerow models fetch bge-small"})
final class FetchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StoreOptions options;

  @Parameters(paramLabel = "NAMES", arity = "1..*", description = "As `hedgerow models list` says.")
  private List<String> names;

  @SuppressWarnings("NullAway.Init")
  FetchCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ModelStore store = options.open();
    for (PinnedModel model : StoreOptions.named(names)) {
      if (model.equals(ModelCatalogue.MBERT)) {
        store.fetch(model, new MultilingualBert());
      } else {
        store.fetch(model);
      }
      out.println(model.name() + ": fetched " + model.source().coordinates());
      out.flush();
    }
    return 0;
  }
}
