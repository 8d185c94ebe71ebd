package io.hedgerow.models.tokenizer;

import java.util.Arrays;

/**
 * Text to the token ids of a BERT-like encoder, the same ids as the reference tokenizer gives
 * (clean, set ideographs apart, strip accents, lower-case, split at spaces and punctuation, then
 * the longest known piece first). Reads a text once, one table look-up a character and one trie
 * step a character of a word, and stops at the wanted length. Immutable.
 *
 * <p>Source: Devlin et al. 2019, BERT, section 3; Wu et al. 2016 for the pieces.
 */
public final class WordPiece {
  private static final int LONGEST_WORD = 100;

  /** No character decomposes into more; each makes at most one piece. */
  private static final long LONGEST_FORM = 4;

  private final Vocabulary vocabulary;
  private final Characters characters;

  WordPiece(Vocabulary vocabulary, Characters characters) {
    this.vocabulary = vocabulary;
    this.characters = characters;
  }

  /** How many different ids there are. */
  public int size() {
    return vocabulary.size();
  }

  /** The piece with this id, as the vocabulary writes it. */
  public String piece(int id) {
    return vocabulary.piece(id);
  }

  /**
   * The ids of a text between the first-token and the separator.
   *
   * @param maximum how many ids at most, both of these included; at least 2
   */
  public int[] encode(String text, int maximum) {
    if (maximum < 2) {
      throw new IllegalArgumentException("maximum must be at least 2, was " + maximum);
    }
    Encoding encoding = new Encoding((int) Math.min(maximum, 2 + LONGEST_FORM * text.length()));
    encoding.ids[encoding.size++] = vocabulary.first();
    int from = 0;
    for (int open = text.indexOf('['); open >= 0; open = text.indexOf('[', open + 1)) {
      int special = vocabulary.specialAt(text, open);
      if (special >= 0 && open >= from) {
        encoding.text(text, from, open);
        encoding.add(special);
        from = open + vocabulary.piece(special).length();
      }
      if (encoding.full()) {
        break;
      }
    }
    encoding.text(text, from, text.length());
    encoding.ids[encoding.size++] = vocabulary.separator();
    return Arrays.copyOf(encoding.ids, encoding.size);
  }

  /** One text on its way; the last place is kept for the separator. */
  private final class Encoding {
    private final int[] ids;
    private final char[] word = new char[2 * LONGEST_WORD + 2];
    private int size;
    private int length;
    private int codePoints;

    Encoding(int maximum) {
      ids = new int[maximum];
    }

    boolean full() {
      return size >= ids.length - 1;
    }

    void add(int id) {
      if (!full()) {
        ids[size++] = id;
      }
    }

    void text(String text, int from, int to) {
      for (int i = from; i < to && !full(); ) {
        char unit = text.charAt(i);
        byte kind = characters.kind(unit);
        if (kind == Characters.LETTER) {
          append(characters.letter(unit));
          i++;
        } else if (kind == Characters.SPACE) {
          endWord();
          i++;
        } else if (kind == Characters.OTHER) {
          int codePoint = text.codePointAt(i);
          i += Character.charCount(codePoint);
          if (i > to) {
            break;
          }
          rare(codePoint);
        } else {
          i++;
        }
      }
      endWord();
    }

    private void append(char unit) {
      if (codePoints < LONGEST_WORD) {
        word[length++] = unit;
      }
      codePoints++;
    }

    /** What stands alone, and what becomes several characters. */
    private void rare(int codePoint) {
      boolean apart = Characters.ideograph(codePoint);
      if (apart) {
        endWord();
      }
      String becomes = characters.normal(codePoint);
      for (int i = 0; i < becomes.length(); ) {
        int each = becomes.codePointAt(i);
        i += Character.charCount(each);
        normal(each);
      }
      if (apart) {
        endWord();
      }
    }

    private void normal(int codePoint) {
      if (Characters.space(codePoint)) {
        endWord();
      } else if (Characters.punctuation(codePoint)) {
        endWord();
        put(codePoint);
        endWord();
      } else {
        put(codePoint);
      }
    }

    private void put(int codePoint) {
      if (codePoints < LONGEST_WORD) {
        length += Character.toChars(codePoint, word, length);
      }
      codePoints++;
    }

    private void endWord() {
      if (codePoints > LONGEST_WORD) {
        add(vocabulary.unknown());
      } else if (length > 0) {
        pieces();
      }
      length = 0;
      codePoints = 0;
    }

    /** The longest known piece, again and again; a word with an unknown rest is unknown whole. */
    private void pieces() {
      int before = size;
      int from = 0;
      while (from < length) {
        long match = vocabulary.longest(word, from, length);
        if (match < 0) {
          size = before;
          add(vocabulary.unknown());
          return;
        }
        if (full()) {
          // Whether the rest is known still decides what stands for the whole word.
          if (!known(Vocabulary.end(match))) {
            size = before;
            add(vocabulary.unknown());
          }
          return;
        }
        ids[size++] = Vocabulary.id(match);
        from = Vocabulary.end(match);
      }
    }

    private boolean known(int start) {
      for (int from = start; from < length; ) {
        long match = vocabulary.longest(word, from, length);
        if (match < 0) {
          return false;
        }
        from = Vocabulary.end(match);
      }
      return true;
    }
  }
}
