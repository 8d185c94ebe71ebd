package io.hedgerow.cli.models;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.models.store.FileState;
import io.hedgerow.models.store.ModelCatalogue;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.OrdinaryClients;
import io.hedgerow.models.store.PinnedFile;
import io.hedgerow.models.store.PinnedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where model files are kept. */
public final class StoreOptions {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  @Option(
      names = "--store",
      paramLabel = "FOLDER",
      description = "Where model files are kept. Default: ~/.cache/hedgerow/models.")
  private @Nullable Path folder;

  /** Opens the store; touches nothing. */
  public ModelStore open() {
    return new ModelStore(
        folder == null ? ModelStore.usualFolder() : folder, new OrdinaryClients(PATIENCE));
  }

  static List<PinnedModel> named(List<String> names) {
    return names.isEmpty()
        ? ModelCatalogue.list()
        : names.stream().map(StoreOptions::named).toList();
  }

  private static PinnedModel named(String name) {
    return ModelCatalogue.find(name)
        .orElseThrow(() ->
            new CommandFailure(
                "there is no model `%s`; valid: %s"
                    .formatted(
                        name,
                        String.join(
                            ", ",
                            ModelCatalogue.list().stream().map(PinnedModel::name).toList()))));
  }

  /** The worst state of any file. */
  static FileState state(ModelStore store, PinnedModel model) throws IOException {
    FileState worst = FileState.BUILT_IN;
    for (PinnedFile file : model.files()) {
      FileState state = store.state(model, file.name());
      worst = state.compareTo(worst) > 0 ? state : worst;
    }
    return worst;
  }

  static String words(FileState state) {
    return switch (state) {
      case BUILT_IN -> "built in";
      case FETCHED -> "fetched";
      case MISSING -> "not fetched";
      case DAMAGED -> "damaged";
    };
  }
}
