package io.hedgerow.models.encoder;

/** How token vectors become one vector; a property of how the encoder was trained. */
public enum Pooling {
  /** The mean over all tokens. */
  MEAN,
  /** The vector of the first token. */
  FIRST
}
