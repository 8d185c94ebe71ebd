package io.hedgerow.engine.condition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Finds which of many terms occur in a text in one pass, however many terms there are (Aho and
 * Corasick, "Efficient string matching", CACM 18(6), 1975). Immutable; memory is about 24 bytes a
 * character of the terms.
 */
final class TermScanner {
  private static final int ROOT = 0;
  private static final int NONE = -1;

  /** Open-addressed edges: state and character in, next state out. */
  private long[] edgeKeys = new long[64];

  private int[] edgeTargets = new int[64];
  private int edges;

  private int[] failure = {ROOT};

  /** Length of the longest term that ends in a state, or 0. */
  private int[] endLength = {0};

  private int states = 1;

  private TermScanner() {}

  static TermScanner of(Collection<String> terms) {
    TermScanner scanner = new TermScanner();
    Arrays.fill(scanner.edgeKeys, NONE);
    List<List<Character>> alphabet = new ArrayList<>();
    alphabet.add(new ArrayList<>());
    for (String term : terms.stream().filter(t -> !t.isEmpty()).sorted().toList()) {
      scanner.add(term, alphabet);
    }
    scanner.link(alphabet);
    return scanner;
  }

  private void add(String term, List<List<Character>> children) {
    int state = ROOT;
    for (int i = 0; i < term.length(); i++) {
      char c = term.charAt(i);
      int next = edge(state, c);
      if (next == NONE) {
        next = states++;
        put(state, c, next);
        children.get(state).add(c);
        children.add(new ArrayList<>(1));
      }
      state = next;
    }
    if (endLength.length < states) {
      endLength = Arrays.copyOf(endLength, Math.max(states, endLength.length * 2));
    }
    endLength[state] = term.length();
  }

  /** Breadth first, so that a state's failure link is known before its children need it. */
  private void link(List<List<Character>> children) {
    failure = new int[states];
    endLength = Arrays.copyOf(endLength, states);
    Deque<Integer> queue = new ArrayDeque<>();
    queue.add(ROOT);
    while (!queue.isEmpty()) {
      int state = queue.poll();
      for (char c : children.get(state)) {
        int child = edge(state, c);
        failure[child] = state == ROOT ? ROOT : step(failure[state], c);
        endLength[child] = Math.max(endLength[child], endLength[failure[child]]);
        queue.add(child);
      }
    }
  }

  private int step(int from, char c) {
    int state = from;
    while (true) {
      int next = edge(state, c);
      if (next != NONE) {
        return next;
      }
      if (state == ROOT) {
        return ROOT;
      }
      state = failure[state];
    }
  }

  /** Told of each place where a term ends; says whether to go on. */
  @FunctionalInterface
  interface Sink {
    boolean found(int start, int end);
  }

  /** Walks the text once, reporting the longest term that ends at each place. */
  void scan(String text, Sink sink) {
    int state = ROOT;
    for (int i = 0; i < text.length(); i++) {
      state = step(state, text.charAt(i));
      int length = endLength[state];
      if (length > 0 && !sink.found(i + 1 - length, i + 1)) {
        return;
      }
    }
  }

  private static long key(int state, char c) {
    return ((long) state << 16) | c;
  }

  private static int slot(long key, int mask) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
  }

  private int edge(int state, char c) {
    long key = key(state, c);
    int mask = edgeKeys.length - 1;
    for (int slot = slot(key, mask); edgeKeys[slot] != NONE; slot = (slot + 1) & mask) {
      if (edgeKeys[slot] == key) {
        return edgeTargets[slot];
      }
    }
    return NONE;
  }

  private void put(int state, char c, int target) {
    if (++edges * 2 > edgeKeys.length) {
      grow();
    }
    insert(key(state, c), target);
  }

  private void insert(long key, int target) {
    int mask = edgeKeys.length - 1;
    int slot = slot(key, mask);
    while (edgeKeys[slot] != NONE) {
      slot = (slot + 1) & mask;
    }
    edgeKeys[slot] = key;
    edgeTargets[slot] = target;
  }

  private void grow() {
    long[] oldKeys = edgeKeys;
    int[] oldTargets = edgeTargets;
    edgeKeys = new long[oldKeys.length * 2];
    edgeTargets = new int[oldKeys.length * 2];
    Arrays.fill(edgeKeys, NONE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != NONE) {
        insert(oldKeys[i], oldTargets[i]);
      }
    }
  }
}
