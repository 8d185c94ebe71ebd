package io.hedgerow.server.bank;

import io.hedgerow.engine.Signals;
import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.matching.image.signature.PictureHashes;
import io.hedgerow.server.bank.BankSearch.Sighting;
import io.hedgerow.server.image.ImageReference;
import io.hedgerow.server.image.Images;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.JdbiException;

/** What {@code match.BANK} reads: the nearest hash of the bank to the event's picture. */
public final class BankSignals implements Signals {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  private static final int TRIES = 50;

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
    return hashes(ImageReference.of(text))
        .flatMap(hashes -> shelf.nearest(signal.name(), hashes))
        .map(Sighting::signal);
  }

  /**
   * A picture is looked for while the database is away for a moment: to say it is unknown would be
   * to decide without it.
   */
  private Optional<PictureHashes> hashes(ImageReference reference) {
    for (int left = TRIES; ; left--) {
      try {
        return images.hashes(reference);
      } catch (JdbiException away) {
        if (left == 0 || Thread.currentThread().isInterrupted()) {
          throw away;
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }
}
