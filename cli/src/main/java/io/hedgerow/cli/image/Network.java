package io.hedgerow.cli.image;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.models.image.Nsfw;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.ModelUnavailable;
import io.hedgerow.models.store.OrdinaryClients;
import java.io.IOException;
import java.time.Duration;

/** The network that looks at pictures. */
final class Network {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private Network() {}

  /**
   * Opens it from the usual store.
   *
   * @throws CommandFailure with what to do if it is not there
   */
  static Nsfw open() throws IOException {
    try {
      return Nsfw.open(new ModelStore(ModelStore.usualFolder(), new OrdinaryClients(PATIENCE)));
    } catch (ModelUnavailable missing) {
      throw new CommandFailure(String.valueOf(missing.getMessage()));
    }
  }
}
