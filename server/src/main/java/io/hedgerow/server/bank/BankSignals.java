package io.hedgerow.server.bank;

import io.hedgerow.engine.Signals;
import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.server.bank.BankSearch.Sighting;
import io.hedgerow.server.image.ImageReference;
import io.hedgerow.server.image.Images;
import io.hedgerow.server.image.Patience;
import java.util.Optional;

/** What {@code match.BANK} reads: the nearest hash of the bank to the event's picture. */
public final class BankSignals implements Signals {
  private final Images images;
  private final BankShelf shelf;

  public BankSignals(Images images, BankShelf shelf) {
    this.images = images;
    this.shelf = shelf;
  }

  @Override
  public Optional<Object> find(SignalDefinition signal, Object input) {
    if (signal.kind() != SignalDefinition.Kind.MATCH || !(input instanceof String text)) {
      return Optional.empty();
    }
    ImageReference reference = ImageReference.of(text);
    return Patience.ask(() ->
            images
                .hashes(reference)
                .flatMap(
                    hashes -> shelf.nearest(signal.name(), hashes, images.resembled(reference))))
        .map(Sighting::signal);
  }
}
