package io.hedgerow.cli.models;

import io.hedgerow.models.store.ModelCatalogue;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.PinnedModel;
import java.io.IOException;
import java.io.PrintWriter;
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
          "%-12s %-11s %4d MB  %-12s %s%n",
          model.name(),
          StoreOptions.words(StoreOptions.state(store, model)),
          Math.round(model.bytes() / 1e6),
          model.licence(),
          model.purpose());
    }
    out.flush();
    return 0;
  }
}
