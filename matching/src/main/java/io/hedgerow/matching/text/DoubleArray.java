package io.hedgerow.matching.text;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Lays strings out as a double array (Aoe, IEEE TSE 15(9), 1989): a transition is one addition and
 * one comparison, and what belongs to a state lies side by side, so that a step touches one line of
 * memory. States are placed breadth first; a failure then always points at a state that is placed.
 */
final class DoubleArray {
  static final int ROOT = 0;
  static final int NONE = -1;
  static final int WIDTH = 4;
  static final int BASE = 0;
  static final int CHECK = 1;

  /** Where to go on when nothing fits; in a trie with tails, the term that is all that is left. */
  static final int FAILURE = 2;

  /** The nearest state, itself or along failures, at which a term ends; {@link #ROOT} for none. */
  static final int ENDING = 3;

  private static final int TRIES = 200;

  /** A number above 0 for each unit that occurs in a string. */
  final short[] codes = new short[Character.MAX_VALUE + 1];

  private final List<String> terms;
  private final Integer[] sorted;
  private final boolean tails;

  /** The next string equal to one, by place. */
  final int[] sameAs;

  private int letters;
  int[] cells = {};

  /** The first string that ends at a state. */
  int[] termAt = {};

  private int firstFree = 1;
  private int used = 1;

  /** The sorted terms that share a state's prefix. */
  private record Stretch(int state, int depth, int from, int to) {}

  /**
   * Prepares the strings whose places are taken.
   *
   * @param tails whether a state below which all strings are equal keeps them whole
   */
  DoubleArray(List<String> terms, IntPredicate taken, boolean tails) {
    this.terms = terms;
    this.tails = tails;
    sorted =
        IntStream.range(0, terms.size())
            .filter(taken)
            .boxed()
            .sorted(Comparator.comparing(terms::get))
            .toArray(Integer[]::new);
    sameAs = new int[sorted.length == 0 ? 0 : terms.size()];
    Arrays.fill(sameAs, NONE);
    for (int place : sorted) {
      String term = terms.get(place);
      for (int i = 0; i < term.length(); i++) {
        char c = term.charAt(i);
        codes[c] = codes[c] == 0 ? (short) ++letters : codes[c];
      }
    }
  }

  /** Whether there is nothing in it. */
  boolean isEmpty() {
    return sorted.length == 0;
  }

  DoubleArray build() {
    reserve(letters + 2);
    cells[ROOT * WIDTH + CHECK] = NONE - 1;
    Queue<Stretch> open = new ArrayDeque<>();
    open.add(new Stretch(ROOT, 0, 0, sorted.length));
    while (!open.isEmpty()) {
      place(open.poll(), open);
    }
    int size = Math.min(termAt.length, used + letters + 1);
    cells = Arrays.copyOf(cells, size * WIDTH);
    termAt = Arrays.copyOf(termAt, size);
    return this;
  }

  private void place(Stretch stretch, Queue<Stretch> open) {
    int from = ended(stretch);
    int[] starts = new int[letters + 1];
    int[] kinds = new int[letters];
    int count = 0;
    for (int i = from; i < stretch.to(); i++) {
      int code = code(i, stretch.depth());
      if (count == 0 || kinds[count - 1] != code) {
        starts[count] = i;
        kinds[count++] = code;
      }
    }
    if (count == 0) {
      return;
    }
    starts[count] = stretch.to();
    int base = base(kinds, count);
    cells[stretch.state() * WIDTH + BASE] = base;
    for (int i = 0; i < count; i++) {
      int child = take(stretch.state(), base + kinds[i]);
      Stretch below = new Stretch(child, stretch.depth() + 1, starts[i], starts[i + 1]);
      if (tails) {
        tail(below, open);
      } else {
        link(stretch, child, kinds[i], starts[i]);
        open.add(below);
      }
    }
  }

  private void tail(Stretch stretch, Queue<Stretch> open) {
    String first = terms.get(sorted[stretch.from()]);
    boolean alike = first.equals(terms.get(sorted[stretch.to() - 1]));
    cells[stretch.state() * WIDTH + FAILURE] = NONE;
    if (!alike || first.length() == stretch.depth()) {
      open.add(stretch);
      return;
    }
    for (int i = stretch.from(); i + 1 < stretch.to(); i++) {
      sameAs[sorted[i]] = sorted[i + 1];
    }
    cells[stretch.state() * WIDTH + BASE] = codes[first.charAt(stretch.depth())];
    cells[stretch.state() * WIDTH + FAILURE] = sorted[stretch.from()];
  }

  /** Notes the terms that end at this state and says where the longer ones begin. */
  private int ended(Stretch stretch) {
    int at = stretch.from();
    while (at < stretch.to() && terms.get(sorted[at]).length() == stretch.depth()) {
      sameAs[sorted[at]] = termAt[stretch.state()];
      termAt[stretch.state()] = sorted[at++];
    }
    return at;
  }

  private int code(int place, int depth) {
    return codes[terms.get(sorted[place]).charAt(depth)];
  }

  private int base(int[] kinds, int count) {
    int slot = firstFree;
    for (int tries = 0; ; tries++) {
      slot = tries < TRIES ? free(slot) : Math.max(slot + 1, used);
      int base = slot - kinds[0];
      reserve(Math.max(base, 0) + letters + 2);
      if (base >= 0 && fits(base, kinds, count)) {
        return base;
      }
      slot++;
    }
  }

  private int free(int from) {
    int slot = from;
    reserve(slot + 1);
    while (cells[slot * WIDTH + CHECK] != NONE) {
      reserve(++slot + 1);
    }
    return slot;
  }

  private boolean fits(int base, int[] kinds, int count) {
    for (int i = 0; i < count; i++) {
      if (cells[(base + kinds[i]) * WIDTH + CHECK] != NONE) {
        return false;
      }
    }
    return true;
  }

  private int take(int parent, int slot) {
    cells[slot * WIDTH + CHECK] = parent;
    used = Math.max(used, slot + 1);
    if (slot == firstFree) {
      firstFree = free(slot);
    }
    return slot;
  }

  private void link(Stretch parent, int child, int code, int firstTerm) {
    int failure =
        parent.depth() == 0
            ? ROOT
            : TermAutomaton.step(cells, cells[parent.state() * WIDTH + FAILURE], code);
    cells[child * WIDTH + FAILURE] = failure;
    boolean ends = terms.get(sorted[firstTerm]).length() == parent.depth() + 1;
    cells[child * WIDTH + ENDING] = ends ? child : cells[failure * WIDTH + ENDING];
  }

  private void reserve(int slots) {
    int old = termAt.length;
    if (slots > old) {
      int size = Math.max(slots, old + old / 2 + 1024);
      cells = Arrays.copyOf(cells, size * WIDTH);
      termAt = Arrays.copyOf(termAt, size);
      Arrays.fill(termAt, old, size, NONE);
      for (int slot = old; slot < size; slot++) {
        cells[slot * WIDTH + CHECK] = NONE;
      }
    }
  }
}
