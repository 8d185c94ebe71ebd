package io.hedgerow.matching.text;

import java.util.Locale;

/**
 * Emoji as words, by their names in Unicode, so that lists and encoders that know words can read
 * them. The same emoji three times or more counts twice. Skin tones are words too: they can be what
 * a text is about.
 */
final class EmojiWords {
  private static final int FIRST = 0x203C;
  private static final int MOST_IN_A_ROW = 2;
  private static final String[] TONES = {"light", "medium-light", "medium", "medium-dark", "dark"};
  private static final int FIRST_TONE = 0x1F3FB;

  private EmojiWords() {}

  static TracedText spell(TracedText traced) {
    String text = traced.text();
    Rewriting rewriting = new Rewriting(traced);
    int last = -1;
    int row = 0;
    int step;
    for (int at = 0; at < text.length(); at += step) {
      int c = text.charAt(at) < FIRST ? text.charAt(at) : text.codePointAt(at);
      step = Character.charCount(c);
      if (c >= FIRST && isEmoji(c)) {
        row = c == last ? row + 1 : 1;
        rewriting.replace(
            at, at + step, row > MOST_IN_A_ROW ? "" : apart(text, at, at + step, words(c)));
      }
      last = c;
    }
    return rewriting.finish();
  }

  private static boolean isEmoji(int c) {
    return Character.isEmojiPresentation(c)
        || Character.isEmojiModifier(c)
        || Character.isEmoji(c) && Character.isExtendedPictographic(c);
  }

  private static String words(int c) {
    if (Character.isEmojiModifier(c)) {
      return TONES[c - FIRST_TONE] + " skin tone";
    }
    String name = Character.getName(c);
    return name == null ? "emoji" : name.toLowerCase(Locale.ROOT);
  }

  private static String apart(String text, int from, int to, String words) {
    boolean before = from > 0 && !Character.isWhitespace(text.charAt(from - 1));
    boolean after = to < text.length() && isWordStart(text, to);
    return (before ? " " : "") + words + (after ? " " : "");
  }

  private static boolean isWordStart(String text, int at) {
    int c = text.codePointAt(at);
    return Character.isLetterOrDigit(c);
  }
}
