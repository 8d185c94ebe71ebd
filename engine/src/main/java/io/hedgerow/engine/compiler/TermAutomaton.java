package io.hedgerow.engine.compiler;

import io.hedgerow.engine.compiler.Expr.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Finds which of many terms a text contains, starts with or ends with, in one pass (Aho and
 * Corasick, "Efficient string matching", CACM 18(6), 1975), with every failure step taken in
 * advance: one table look-up a character. Immutable; 4 bytes for each state and kind of character.
 */
final class TermAutomaton {
  private static final int ASCII = 128;

  /** A term and where it must stand. */
  record Term(Place place, String text) {}

  private final List<Term> terms;

  /** Characters of the terms, sorted; all others are of kind 0. */
  private final char[] alphabet;

  private final byte[] asciiKinds = new byte[ASCII];
  private final int kinds;
  private final long[] none;

  /**
   * The next state times {@link #kinds}, by state and kind of character; its complement where terms
   * end in that state, so that only there a look at {@link #ends} is taken.
   */
  private int[] next;

  /** Terms that end in a state; empty for most. */
  private int[][] ends;

  private TermAutomaton(List<Term> terms) {
    this.terms = List.copyOf(terms);
    this.alphabet = alphabet(terms);
    this.kinds = alphabet.length + 1;
    this.none = new long[(terms.size() + 63) >> 6];
    this.next = new int[kinds];
    this.ends = new int[][] {new int[0]};
  }

  /**
   * @param terms none of them empty; a term's number is its place
   */
  static TermAutomaton of(List<Term> terms) {
    TermAutomaton automaton = new TermAutomaton(terms);
    automaton.build();
    return automaton;
  }

  private static char[] alphabet(List<Term> terms) {
    StringBuilder all = new StringBuilder();
    terms.forEach(term -> all.append(term.text()));
    int[] distinct = all.chars().sorted().distinct().toArray();
    char[] alphabet = new char[distinct.length];
    for (int i = 0; i < distinct.length; i++) {
      alphabet[i] = (char) distinct[i];
    }
    return alphabet;
  }

  private void build() {
    for (int i = 0; i < alphabet.length && i < Byte.MAX_VALUE; i++) {
      if (alphabet[i] < ASCII) {
        asciiKinds[alphabet[i]] = (byte) (i + 1);
      }
    }
    int states = 1;
    for (int term = 0; term < terms.size(); term++) {
      String text = terms.get(term).text();
      int state = 0;
      for (int i = 0; i < text.length(); i++) {
        int edge = state * kinds + kind(text.charAt(i));
        if (next[edge] == 0) {
          reserve(states + 1);
          next[edge] = states++;
        }
        state = next[edge];
      }
      ends[state] = plus(ends[state], term);
    }
    next = Arrays.copyOf(next, states * kinds);
    ends = Arrays.copyOf(ends, states);
    link(states);
  }

  private void reserve(int states) {
    if (states * kinds > next.length) {
      int more = Math.max(states, 2 * (next.length / kinds));
      next = Arrays.copyOf(next, more * kinds);
      int known = ends.length;
      ends = Arrays.copyOf(ends, more);
      Arrays.fill(ends, known, more, new int[0]);
    }
  }

  /** Breadth first, so that what a state falls back to is complete before the state needs it. */
  private void link(int states) {
    int[] fallback = new int[states];
    Deque<Integer> queue = new ArrayDeque<>();
    queue.add(0);
    while (!queue.isEmpty()) {
      int state = queue.poll();
      for (int kind = 1; kind < kinds; kind++) {
        int edge = state * kinds + kind;
        int behind = state == 0 ? 0 : next[fallback[state] * kinds + kind];
        int child = next[edge];
        if (child == 0) {
          next[edge] = behind;
        } else {
          fallback[child] = behind;
          ends[child] = join(ends[child], ends[behind]);
          queue.add(child);
        }
      }
    }
    for (int i = 0; i < next.length; i++) {
      int there = next[i] * kinds;
      next[i] = ends[next[i]].length == 0 ? there : ~there;
    }
  }

  private static int[] plus(int[] some, int one) {
    return join(some, new int[] {one});
  }

  private static int[] join(int[] some, int[] more) {
    int[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  private int kind(char c) {
    if (c < ASCII && alphabet.length < Byte.MAX_VALUE) {
      return asciiKinds[c];
    }
    int place = Arrays.binarySearch(alphabet, c);
    return place < 0 ? 0 : place + 1;
  }

  /**
   * Which terms are in the text: bit n of the whole for term n. The same array whenever there are
   * none; nobody may change it.
   */
  long[] scan(String text) {
    return alphabet.length < Byte.MAX_VALUE ? scanAscii(text) : scanAny(text);
  }

  private long[] scanAscii(String text) {
    long[] found = none;
    int state = 0;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      state = next[state + (c < ASCII ? asciiKinds[c] : kind(c))];
      if (state < 0) {
        state = ~state;
        found = note(ends[state / kinds], i + 1, length, found);
      }
    }
    return found;
  }

  private long[] scanAny(String text) {
    long[] found = none;
    int state = 0;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      state = next[state + kind(text.charAt(i))];
      if (state < 0) {
        state = ~state;
        found = note(ends[state / kinds], i + 1, length, found);
      }
    }
    return found;
  }

  private long[] note(int[] here, int end, int length, long[] before) {
    long[] found = before;
    for (int term : here) {
      if (stands(terms.get(term), end, length)) {
        found = found == none ? none.clone() : found;
        found[term >> 6] |= 1L << term;
      }
    }
    return found;
  }

  /** Whether one term is in the text, searched for by itself. */
  boolean has(String text, int term) {
    Term wanted = terms.get(term);
    return switch (wanted.place()) {
      case ANYWHERE -> text.contains(wanted.text());
      case START -> text.startsWith(wanted.text());
      case END -> text.endsWith(wanted.text());
    };
  }

  private static boolean stands(Term term, int end, int length) {
    return switch (term.place()) {
      case ANYWHERE -> true;
      case START -> end == term.text().length();
      case END -> end == length;
    };
  }

  List<Term> terms() {
    return new ArrayList<>(terms);
  }
}
