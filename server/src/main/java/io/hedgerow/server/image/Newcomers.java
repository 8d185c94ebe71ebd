package io.hedgerow.server.image;

/** Told of every picture that was sent, before its sender is answered. */
@FunctionalInterface
public interface Newcomers {
  void arrived(SignedImage picture);
}
