package io.hedgerow.matching.text;

/**
 * An entry of a term list.
 *
 * @param text what to find, in any spelling; not empty once normalised
 * @param wholeWord whether letters or digits right before or after it spoil the match
 */
public record Term(String text, boolean wholeWord) {

  /** A term that matches as a word of its own only. */
  public static Term word(String text) {
    return new Term(text, true);
  }

  /** A term that matches inside words too. */
  public static Term anywhere(String text) {
    return new Term(text, false);
  }
}
