package io.hedgerow.matching.language;

/**
 * What language a text is in.
 *
 * @param language ISO 639 code, or {@value #NOBODY_KNOWS}
 * @param probability that the model gives to its best guess, in [0, 1]; 0 without any letters
 */
public record Identified(String language, double probability) {
  /** ISO 639's own code for what cannot be told. */
  public static final String NOBODY_KNOWS = "und";

  public boolean isKnown() {
    return !language.equals(NOBODY_KNOWS);
  }
}
