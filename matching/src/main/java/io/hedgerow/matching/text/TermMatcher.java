package io.hedgerow.matching.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Finds the terms of a list in texts, through whatever was done to hide them, and says where in the
 * original they stand. Terms and texts are normalised alike. One pass over the text however many
 * terms there are. Immutable, safe for use by many threads.
 *
 * <p>A drawn-out letter is read both ways: {@code sooo} as {@code soo} and as {@code so}. A word
 * that draws out one letter that doubles and another that does not is found only if its term is one
 * of these two readings.
 */
public final class TermMatcher {
  private static final TextNormalizer BEFORE_REPEATS =
      new TextNormalizer(EnumSet.complementOf(EnumSet.of(Step.REPEATS)));

  private static final int LONGEST_COMPARED = 64;

  private final List<String> normalized;
  private final TermTrie words;
  private final TermTrie anywhere;
  private final TermAutomaton shortOrLong;

  /**
   * Prepares a list.
   *
   * @throws IllegalArgumentException if nothing is left of a term once it is normalised
   */
  public TermMatcher(List<Term> terms) {
    this.normalized = terms.stream().map(TermMatcher::normalized).toList();
    this.words = TermTrie.of(normalized, i -> terms.get(i).wholeWord());
    this.anywhere = TermTrie.of(normalized, i -> !terms.get(i).wholeWord() && isOrdinary(i));
    this.shortOrLong =
        TermAutomaton.of(normalized, i -> !terms.get(i).wholeWord() && !isOrdinary(i));
  }

  /** Long terms would let a hostile text be compared over and over. */
  private boolean isOrdinary(int term) {
    int length = normalized.get(term).length();
    return length >= TermTrie.FRONT && length <= LONGEST_COMPARED;
  }

  private static String normalized(Term term) {
    String text = Repeats.shorten(BEFORE_REPEATS.trace(term.text())).text().strip();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("term `" + term.text() + "` has nothing to be found by");
    }
    return text;
  }

  /** All places of all terms, by where they start. */
  public List<TermMatch> find(String text) {
    TracedText plain = BEFORE_REPEATS.trace(text);
    TracedText reading = Repeats.shorten(plain);
    List<TermMatch> found = new ArrayList<>();
    collect(new NormalizedText(text, reading), found);
    if (reading != plain) {
      collect(new NormalizedText(text, Repeats.shortenToOne(plain)), found);
      return sorted(new ArrayList<>(new LinkedHashSet<>(found)));
    }
    return sorted(found);
  }

  /** All places in a text that was normalised before, as it reads there. */
  public List<TermMatch> find(NormalizedText text) {
    List<TermMatch> found = new ArrayList<>();
    collect(text, found);
    return sorted(found);
  }

  private static List<TermMatch> sorted(List<TermMatch> found) {
    found.sort(
        Comparator.<TermMatch>comparingInt(match -> match.span().start())
            .thenComparingInt(match -> match.span().end())
            .thenComparingInt(TermMatch::term));
    return found;
  }

  private void collect(NormalizedText text, List<TermMatch> found) {
    TermAutomaton.Sink sink =
        (term, end) ->
            found.add(
                new TermMatch(term, text.toOriginal(end - normalized.get(term).length(), end)));
    words.scanWords(text.text(), sink);
    anywhere.scanAnywhere(text.text(), sink);
    shortOrLong.scan(text.text(), sink);
  }
}
