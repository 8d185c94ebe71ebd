package io.hedgerow.server.scoring;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.models.store.ModelUnavailable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network that is opened when the first picture is to be looked at. One that cannot be had says
 * so once, in the log, and sees nothing until the next start. Thread-safe.
 */
final class LazyEye<R> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LazyEye.class);

  private final Opening<R> opening;
  private @Nullable Eye<R> eye;
  private boolean tried;

  LazyEye(Opening<R> opening) {
    this.opening = opening;
  }

  /** How the network is opened. */
  @FunctionalInterface
  interface Opening<R> {
    Eye<R> open() throws IOException;
  }

  /** What it makes of a picture; empty when there is no network or it fails. */
  Optional<R> look(Pixels picture) {
    Eye<R> open = open();
    if (open == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(open.look().apply(picture));
    } catch (IllegalStateException failed) {
      LOG.warn("a picture could not be looked at: {}", failed.getMessage());
      return Optional.empty();
    }
  }

  private synchronized @Nullable Eye<R> open() {
    if (!tried) {
      tried = true;
      try {
        eye = opening.open();
      } catch (ModelUnavailable missing) {
        LOG.warn("pictures get no score: {}; then start the server again", missing.getMessage());
      } catch (IOException unreadable) {
        LOG.warn("pictures get no score: {}", unreadable.toString());
      }
    }
    return eye;
  }

  @Override
  public synchronized void close() {
    if (eye != null) {
      eye.closing().run();
      eye = null;
    }
  }
}
