package io.hedgerow.engine.condition;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/** The bodies of the text functions. Lengths and limits are in UTF-16 units. */
final class Texts {
  private static final int EDIT_LIMIT = 256;
  private static final Pattern LINK = Pattern.compile("(?:https?://|www\\.)\\S+");
  private static final int VARIATION_SELECTOR = 0xFE0F;
  private static final int JOINER = 0x200D;

  private Texts() {}

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static String fold(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
    StringBuilder folded = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> !isInvisible(c))
        .forEach(c -> folded.appendCodePoint(Character.toLowerCase(c)));
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  /**
   * Combining accents of Latin, Greek and Cyrillic, and format characters; other scripts keep their
   * marks.
   */
  private static boolean isInvisible(int c) {
    return Character.getType(c) == Character.FORMAT || (c >= 0x300 && c <= 0x36F) || c == 0x00AD;
  }

  static String skeleton(String text) {
    String withoutLinks = LINK.matcher(fold(text)).replaceAll(" @ ");
    StringBuilder skeleton = new StringBuilder(withoutLinks.length());
    char last = ' ';
    for (int i = 0; i < withoutLinks.length(); i++) {
      char c = withoutLinks.charAt(i);
      char kept = Character.isDigit(c) ? '0' : Character.isLetter(c) || c == '@' ? c : ' ';
      boolean again = (kept == ' ' || kept == '0') && kept == last;
      if (!again) {
        skeleton.append(kept);
      }
      last = kept;
    }
    return skeleton.toString().strip();
  }

  static int wordCount(String text) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean part = isWordPart(text.charAt(i));
      words += part && !inside ? 1 : 0;
      inside = part;
    }
    return words;
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  private static TermScanner scanner(Map<?, ?> list) {
    return list instanceof TermList terms
        ? terms.scanner()
        : TermScanner.of(list.keySet().stream().map(String::valueOf).toList());
  }

  static boolean containsAny(String text, Map<?, ?> list) {
    boolean[] found = {false};
    scanner(list)
        .scan(
            lower(text),
            (_, _) -> {
              found[0] = true;
              return false;
            });
    return found[0];
  }

  static boolean containsWord(String text, Map<?, ?> list) {
    String lower = lower(text);
    boolean[] found = {false};
    scanner(list)
        .scan(
            lower,
            (start, end) -> {
              found[0] = isWhole(lower, start, end);
              return !found[0];
            });
    return found[0];
  }

  private static boolean isWhole(String text, int start, int end) {
    return (start == 0 || !isWordPart(text.charAt(start - 1)))
        && (end == text.length() || !isWordPart(text.charAt(end)));
  }

  static long countOf(String text, String part) {
    if (part.isEmpty()) {
      return 0;
    }
    long count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  static long matchCount(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    long count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  static double upperShare(String text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    long upper = text.codePoints().filter(Character::isUpperCase).count();
    return letters == 0 ? 0 : (double) upper / letters;
  }

  static double digitShare(String text) {
    long all = text.codePoints().count();
    return all == 0 ? 0 : (double) text.codePoints().filter(Character::isDigit).count() / all;
  }

  /**
   * Code points joined by U+200D, skin tones and variation selectors belong to the emoji before.
   */
  static int emojiCount(String text) {
    int count = 0;
    boolean joined = false;
    int[] points = text.codePoints().toArray();
    for (int c : points) {
      if (c == JOINER) {
        joined = true;
      } else if (c != VARIATION_SELECTOR && !Character.isEmojiModifier(c)) {
        boolean emoji =
            Character.isEmojiPresentation(c) || (Character.isExtendedPictographic(c) && c > 0x2000);
        count += emoji && !joined ? 1 : 0;
        joined = false;
      }
    }
    return count;
  }

  static int markCount(String text, char mark) {
    int count = 0;
    for (int i = 0; i + 1 < text.length(); i++) {
      boolean starts = i == 0 || !isWordPart(text.charAt(i - 1));
      count += text.charAt(i) == mark && starts && isWordPart(text.charAt(i + 1)) ? 1 : 0;
    }
    return count;
  }

  static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = i > 0 && text.charAt(i) == text.charAt(i - 1) ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  static double similarity(String a, String b) {
    int longer = Math.min(EDIT_LIMIT, Math.max(a.length(), b.length()));
    return longer == 0 ? 1 : 1 - (double) editDistance(a, b) / longer;
  }

  /** Two rows of the usual table (Wagner and Fischer, 1974). */
  static int editDistance(String a, String b) {
    int m = Math.min(a.length(), EDIT_LIMIT);
    int n = Math.min(b.length(), EDIT_LIMIT);
    int[] above = new int[n + 1];
    for (int j = 0; j <= n; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= m; i++) {
      int[] row = new int[n + 1];
      row[0] = i;
      for (int j = 1; j <= n; j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[n];
  }

  /** FNV-1a over UTF-16 units with a final mix (Stafford's variant 13 of MurmurHash3's). */
  static long hashBucket(String text, long buckets) {
    if (buckets <= 0) {
      throw new IllegalArgumentException("buckets must be positive, was " + buckets);
    }
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return Long.remainderUnsigned(hash ^ (hash >>> 31), buckets);
  }
}
