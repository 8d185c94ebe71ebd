package io.hedgerow.models.classifier;

/**
 * Takes emoji out that are sprinkled between the words of a text: where they stand at two places or
 * more with words on both sides, they part words and say nothing by themselves. One emoji in the
 * place of a word, or any number at the end, is part of what is said and stays.
 */
final class SprinkledEmoji {
  /** The first code point that is an emoji without being a digit or a sign of Latin text. */
  private static final int FIRST = 0x203C;

  private static final int JOINER = 0x200D;
  private static final int AS_EMOJI = 0xFE0F;
  private static final int PLACES = 2;

  private SprinkledEmoji() {}

  static String remove(String text) {
    return places(text) < PLACES ? text : without(text);
  }

  private static int places(String text) {
    int places = 0;
    boolean word = false;
    boolean emoji = false;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int c = text.codePointAt(at);
      if (isEmoji(c)) {
        emoji = word;
      } else if (Character.isLetterOrDigit(c)) {
        places += emoji ? 1 : 0;
        emoji = false;
        word = true;
      }
    }
    return places;
  }

  /** A space for each run of emoji and the spaces around it. */
  private static String without(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    boolean parted = false;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int c = text.codePointAt(at);
      if (isEmoji(c) || c == JOINER || c == AS_EMOJI || parted && Character.isWhitespace(c)) {
        parted = true;
        continue;
      }
      boolean apart = kept.isEmpty() || Character.isWhitespace(kept.charAt(kept.length() - 1));
      if (parted && !apart) {
        kept.append(' ');
      }
      parted = false;
      kept.appendCodePoint(c);
    }
    return kept.toString();
  }

  private static boolean isEmoji(int c) {
    return c >= FIRST
        && (Character.isEmojiPresentation(c)
            || Character.isEmojiModifier(c)
            || Character.isEmoji(c) && Character.isExtendedPictographic(c));
  }
}
