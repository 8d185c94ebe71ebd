package io.hedgerow.models.store;

import java.io.IOException;

/** A model file is missing, damaged or not what was pinned; the message says how to mend it. */
public final class ModelUnavailable extends IOException {
  private static final long serialVersionUID = 1L;

  public ModelUnavailable(String message) {
    super(message);
  }
}
