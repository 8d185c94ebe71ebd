package io.hedgerow.server.image;

import io.hedgerow.matching.image.Pixels;

/** What is done with a picture's pixels when it was sent, before they are forgotten. */
@FunctionalInterface
public interface Looking {
  void look(KeptImage image, Pixels pixels);
}
