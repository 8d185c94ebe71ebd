package io.hedgerow.server.bank;

import java.util.Locale;

/** What was last decided about a known hash here, whoever vouches for it. */
public enum Opinion {
  /** Nobody has looked; it matches. */
  NONE,
  /** A person found it right; it matches. */
  CONFIRMED,
  /** A person found it wrong; it does not match. */
  DECONFIRMED,
  /** It matched suddenly far too much; it does not match until a person has looked. */
  SUSPENDED;

  boolean matches() {
    return this == NONE || this == CONFIRMED;
  }

  /** As the API says it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
