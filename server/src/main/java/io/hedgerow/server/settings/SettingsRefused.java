package io.hedgerow.server.settings;

/** Settings the server will not start with; the message names the key, the value and the mend. */
public final class SettingsRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingsRefused(String message) {
    super(message);
  }
}
