package io.hedgerow.matching.text;

import static io.hedgerow.matching.text.DoubleArray.BASE;
import static io.hedgerow.matching.text.DoubleArray.CHECK;
import static io.hedgerow.matching.text.DoubleArray.FAILURE;
import static io.hedgerow.matching.text.DoubleArray.NONE;
import static io.hedgerow.matching.text.DoubleArray.ROOT;
import static io.hedgerow.matching.text.DoubleArray.WIDTH;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * Many strings looked for at those places of a text where one may begin. A long list does not fit
 * the processor's caches, so what counts is how few of its states a text touches: words that are no
 * beginning of a term end after a letter or two, and a term that is alone in its branch is compared
 * as a whole. Immutable.
 */
final class TermTrie {
  /** Units of a term's beginning that are looked up before the term. */
  static final int FRONT = 5;

  private static final int FRONT_BITS = 20;
  private static final int BASE_OF_HASH = 31;
  private static final int LEAVING = 31 * 31 * 31 * 31;

  private final List<String> terms;
  private final short[] codes;
  private final int[] cells;
  private final int[] termAt;
  private final int[] sameAs;
  private final boolean empty;
  private final long[] fronts;

  private TermTrie(List<String> terms, DoubleArray array, long[] fronts) {
    this.terms = terms;
    this.fronts = fronts;
    codes = array.codes;
    cells = array.cells;
    termAt = array.termAt;
    sameAs = array.sameAs;
    empty = array.isEmpty();
  }

  /** For those strings whose places are taken; none may be empty, equal ones are all reported. */
  static TermTrie of(List<String> terms, IntPredicate taken) {
    long[] fronts = new long[1 << (FRONT_BITS - 6)];
    for (int i = 0; i < terms.size(); i++) {
      if (taken.test(i) && terms.get(i).length() >= FRONT) {
        int slot = slot(hash(terms.get(i)));
        fronts[slot >> 6] |= 1L << slot;
      }
    }
    return new TermTrie(terms, new DoubleArray(terms, taken, true).build(), fronts);
  }

  /**
   * Reports each place where a term stands as a word of its own: no letter or digit of the text
   * continues a letter or digit at its ends.
   */
  void scanWords(String text, TermAutomaton.Sink sink) {
    if (empty) {
      return;
    }
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      boolean part = isWordPart(text.charAt(i));
      if (!(inWord && part)) {
        walk(text, i, true, sink);
      }
      inWord = part;
    }
  }

  /** Reports each place of each term; all terms must be at least {@value #FRONT} units long. */
  void scanAnywhere(String text, TermAutomaton.Sink sink) {
    if (empty || text.length() < FRONT) {
      return;
    }
    int hash = hash(text);
    for (int i = 0; ; i++) {
      int slot = slot(hash);
      if ((fronts[slot >> 6] >>> slot & 1) != 0) {
        walk(text, i, false, sink);
      }
      if (i + FRONT == text.length()) {
        return;
      }
      hash = (hash - text.charAt(i) * LEAVING) * BASE_OF_HASH + text.charAt(i + FRONT);
    }
  }

  private static int hash(String text) {
    int hash = 0;
    for (int i = 0; i < FRONT; i++) {
      hash = hash * BASE_OF_HASH + text.charAt(i);
    }
    return hash;
  }

  private static int slot(int hash) {
    return (hash * 0x9E3779B1) >>> (32 - FRONT_BITS);
  }

  private void walk(String text, int from, boolean whole, TermAutomaton.Sink sink) {
    int state = ROOT;
    for (int i = from; i < text.length(); i++) {
      int code = codes[text.charAt(i)];
      int next = cells[state * WIDTH + BASE] + code;
      if (code == 0 || cells[next * WIDTH + CHECK] != state) {
        return;
      }
      state = next;
      int tail = cells[state * WIDTH + FAILURE];
      if (tail != NONE) {
        compare(text, from, i + 1, state, tail, whole, sink);
        return;
      }
      report(termAt[state], text, i + 1, whole, sink);
    }
  }

  /** What is left can only be one term; its next unit is known without touching it. */
  private void compare(
      String text, int from, int at, int state, int tail, boolean whole, TermAutomaton.Sink sink) {
    boolean likely = at < text.length() && codes[text.charAt(at)] == cells[state * WIDTH + BASE];
    if (likely && text.startsWith(terms.get(tail), from)) {
      report(tail, text, from + terms.get(tail).length(), whole, sink);
    }
  }

  private void report(int first, String text, int end, boolean whole, TermAutomaton.Sink sink) {
    if (first != NONE && (!whole || isBorder(text, end))) {
      for (int term = first; term != NONE; term = sameAs[term]) {
        sink.found(term, end);
      }
    }
  }

  private static boolean isBorder(String text, int at) {
    return at == text.length() || !isWordPart(text.charAt(at)) || !isWordPart(text.charAt(at - 1));
  }

  private static boolean isWordPart(char c) {
    return c < 0x80
        ? c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z'
        : Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }
}
