package io.hedgerow.engine.pack;

import java.util.Locale;

/** The types an event field can have in {@code events.yaml}. */
public enum FieldType {
  /** A short string: an id, a code, a country. */
  STRING,
  /** What a person wrote; text functions and classifiers expect it. */
  TEXT,
  /** A link; {@code event.NAME_domain} and {@code event.NAME_host} come with it. */
  URL,
  /** An image, by address or signature. */
  IMAGE,
  INT,
  DOUBLE,
  BOOL,
  /** RFC 3339, or milliseconds since 1970. */
  TIME,
  /** A list of strings. */
  LIST;

  /** The word used in packs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
