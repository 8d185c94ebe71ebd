package io.hedgerow.matching.text;

import static io.hedgerow.matching.text.DoubleArray.BASE;
import static io.hedgerow.matching.text.DoubleArray.CHECK;
import static io.hedgerow.matching.text.DoubleArray.ENDING;
import static io.hedgerow.matching.text.DoubleArray.FAILURE;
import static io.hedgerow.matching.text.DoubleArray.NONE;
import static io.hedgerow.matching.text.DoubleArray.ROOT;
import static io.hedgerow.matching.text.DoubleArray.WIDTH;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * Many strings looked for in one pass, in time that depends on the text's length only (Aho and
 * Corasick, CACM 18(6), 1975). Immutable.
 */
final class TermAutomaton {
  private final short[] codes;
  private final int[] cells;
  private final int[] termAt;
  private final int[] sameAs;
  private final boolean empty;

  private TermAutomaton(DoubleArray array) {
    codes = array.codes;
    cells = array.cells;
    termAt = array.termAt;
    sameAs = array.sameAs;
    empty = array.isEmpty();
  }

  /** For those strings whose places are taken; none may be empty, equal ones are all reported. */
  static TermAutomaton of(List<String> terms, IntPredicate taken) {
    return new TermAutomaton(new DoubleArray(terms, taken, false).build());
  }

  /** Told of each end of each term. */
  @FunctionalInterface
  interface Sink {
    void found(int term, int end);
  }

  /** Reports each place of each term. */
  void scan(String text, Sink sink) {
    if (empty) {
      return;
    }
    int state = ROOT;
    for (int i = 0; i < text.length(); i++) {
      state = step(cells, state, codes[text.charAt(i)]);
      int ending = cells[state * WIDTH + ENDING];
      if (ending != ROOT) {
        report(ending, i + 1, sink);
      }
    }
  }

  static int step(int[] cells, int from, int code) {
    if (code == 0) {
      return ROOT;
    }
    int state = from;
    while (true) {
      int next = cells[state * WIDTH + BASE] + code;
      if (cells[next * WIDTH + CHECK] == state) {
        return next;
      }
      if (state == ROOT) {
        return ROOT;
      }
      state = cells[state * WIDTH + FAILURE];
    }
  }

  private void report(int from, int end, Sink sink) {
    int state = from;
    while (state != ROOT) {
      for (int term = termAt[state]; term != NONE; term = sameAs[term]) {
        sink.found(term, end);
      }
      state = cells[cells[state * WIDTH + FAILURE] * WIDTH + ENDING];
    }
  }
}
