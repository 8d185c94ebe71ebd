package io.hedgerow.models.tokenizer;

import java.util.Arrays;
import java.util.List;

/**
 * The pieces of a tokenizer in a trie. Edges lie in one open-addressed table keyed by (node, UTF-16
 * unit), so that a step is one probe as a rule. Immutable once made.
 */
final class Vocabulary {
  private static final String CONTINUATION = "##";
  private static final int WORD_START = 0;
  private static final int WORD_REST = 1;
  private static final int ABSENT = -1;

  private final List<String> pieces;
  private final int[] specials;
  private final int first;
  private final int separator;
  private final int unknown;
  private long[] keys = new long[1 << 18];
  private int[] children = new int[1 << 18];
  private int[] idAt = {ABSENT, ABSENT};
  private int nodes = 2;

  /**
   * @param pieces by id; the ones inside a word begin with {@code ##}
   * @throws IllegalArgumentException if a special token is missing
   */
  Vocabulary(List<String> pieces) {
    this.pieces = List.copyOf(pieces);
    specials =
        new int[] {
          require("[PAD]"), require("[UNK]"), require("[CLS]"), require("[SEP]"), require("[MASK]")
        };
    unknown = specials[1];
    first = specials[2];
    separator = specials[3];
    for (int id = 0; id < pieces.size(); id++) {
      insert(pieces.get(id), id);
    }
  }

  private int require(String special) {
    int id = pieces.indexOf(special);
    if (id < 0) {
      throw new IllegalArgumentException("the vocabulary has no " + special);
    }
    return id;
  }

  int size() {
    return pieces.size();
  }

  String piece(int id) {
    return pieces.get(id);
  }

  int first() {
    return first;
  }

  int separator() {
    return separator;
  }

  int unknown() {
    return unknown;
  }

  /** The special token written out at a place of a text, or -1. */
  int specialAt(String text, int place) {
    for (int id : specials) {
      if (text.startsWith(pieces.get(id), place)) {
        return id;
      }
    }
    return ABSENT;
  }

  /** The longest piece that begins at {@code from}: its end and its id packed, or -1. */
  long longest(char[] word, int from, int length) {
    int node = from == 0 ? WORD_START : WORD_REST;
    long found = ABSENT;
    for (int i = from; i < length; i++) {
      node = child(node, word[i]);
      if (node == ABSENT) {
        break;
      }
      if (idAt[node] != ABSENT) {
        found = (long) (i + 1) << 32 | idAt[node];
      }
    }
    return found;
  }

  static int end(long match) {
    return (int) (match >>> 32);
  }

  static int id(long match) {
    return (int) match;
  }

  private void insert(String piece, int id) {
    boolean rest = piece.startsWith(CONTINUATION) && piece.length() > CONTINUATION.length();
    int node = rest ? WORD_REST : WORD_START;
    for (int i = rest ? CONTINUATION.length() : 0; i < piece.length(); i++) {
      int next = child(node, piece.charAt(i));
      node = next == ABSENT ? addChild(node, piece.charAt(i)) : next;
    }
    idAt[node] = id;
  }

  private int child(int node, char unit) {
    long key = key(node, unit);
    int mask = keys.length - 1;
    for (int slot = slot(key, mask); keys[slot] != 0; slot = slot + 1 & mask) {
      if (keys[slot] == key) {
        return children[slot];
      }
    }
    return ABSENT;
  }

  private int addChild(int node, char unit) {
    if (nodes * 2 > keys.length) {
      grow();
    }
    if (nodes == idAt.length) {
      idAt = Arrays.copyOf(idAt, nodes * 2);
    }
    idAt[nodes] = ABSENT;
    place(key(node, unit), nodes);
    return nodes++;
  }

  private void place(long key, int child) {
    int mask = keys.length - 1;
    int slot = slot(key, mask);
    while (keys[slot] != 0) {
      slot = slot + 1 & mask;
    }
    keys[slot] = key;
    children[slot] = child;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldChildren = children;
    keys = new long[oldKeys.length * 2];
    children = new int[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        place(oldKeys[i], oldChildren[i]);
      }
    }
  }

  /** Never zero, because zero marks a free slot. */
  private static long key(int node, char unit) {
    return (node + 1L) << 16 | unit;
  }

  private static int slot(long key, int mask) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & mask;
  }
}
