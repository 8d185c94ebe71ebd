package io.hedgerow.matching.text;

import java.util.HashMap;
import java.util.Map;

/**
 * HTML character references: by number, by the names of Latin-1, and by those names of punctuation
 * and invisible characters that people hide behind. References that spell an ampersand and so
 * another reference are followed to the end.
 */
final class Entities {
  private static final int LONGEST = 12;
  private static final int NONE = -1;
  private static final String LATIN_1 =
      "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn"
          + " sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest"
          + " Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave"
          + " Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute"
          + " Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave"
          + " eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml"
          + " divide oslash ugrave uacute ucirc uuml yacute thorn yuml";
  private static final Map<String, Integer> NAMED = named();

  private Entities() {}

  static TracedText decode(TracedText traced) {
    String text = traced.text();
    int at = text.indexOf('&');
    Rewriting rewriting = new Rewriting(traced);
    while (at >= 0) {
      int end = at + 1;
      int value = NONE;
      for (int next = afterReference(text, end); next != NONE; next = afterReference(text, end)) {
        value = valueOf(text, end, next);
        end = next;
        if (value != '&') {
          break;
        }
      }
      if (value != NONE) {
        rewriting.replace(at, end, Character.toString(value));
      }
      at = text.indexOf('&', end);
    }
    return rewriting.finish();
  }

  /** Where the reference whose ampersand stands before {@code from} ends, or {@link #NONE}. */
  private static int afterReference(String text, int from) {
    boolean number = from < text.length() && text.charAt(from) == '#';
    boolean hex = number && from + 1 < text.length() && (text.charAt(from + 1) | 32) == 'x';
    int start = from + (hex ? 2 : number ? 1 : 0);
    int end = start;
    while (end < text.length() && end - start < LONGEST && isPart(text.charAt(end), number, hex)) {
      end++;
    }
    boolean closed = end < text.length() && text.charAt(end) == ';';
    if (end == start || !number && (!closed || !NAMED.containsKey(text.substring(start, end)))) {
      return NONE;
    }
    return closed ? end + 1 : end;
  }

  private static boolean isPart(char c, boolean number, boolean hex) {
    boolean digit = c >= '0' && c <= '9';
    char lower = (char) (c | 32);
    return digit || !number && lower >= 'a' && lower <= 'z' || hex && lower >= 'a' && lower <= 'f';
  }

  private static int valueOf(String text, int from, int to) {
    int end = text.charAt(to - 1) == ';' ? to - 1 : to;
    if (text.charAt(from) != '#') {
      return NAMED.getOrDefault(text.substring(from, end), NONE);
    }
    boolean hex = (text.charAt(from + 1) | 32) == 'x';
    long value = Long.parseLong(text.substring(from + (hex ? 2 : 1), end), hex ? 16 : 10);
    boolean character = value > 0 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    return character ? (int) value : 0xFFFD;
  }

  private static Map<String, Integer> named() {
    Map<String, Integer> names = new HashMap<>();
    String[] latin = LATIN_1.split(" ");
    for (int i = 0; i < latin.length; i++) {
      names.put(latin[i], 0xA0 + i);
    }
    String others =
        "amp& lt< gt> quot\" apos' Tab\t NewLine\n excl! num# dollar$ percnt% lpar( rpar) ast* plus+"
            + " comma, period. sol/ colon: semi; equals= quest? commat@ lsqb[ bsol\\ rsqb] lowbar_"
            + " grave` verbar| hyphen\u2010 ndash\u2013 mdash\u2014 lsquo\u2018 rsquo\u2019"
            + " ldquo\u201C rdquo\u201D bull\u2022 hellip\u2026 euro\u20AC trade\u2122"
            + " zwnj\u200C zwj\u200D lrm\u200E rlm\u200F ZeroWidthSpace\u200B ensp\u2002 emsp\u2003"
            + " thinsp\u2009";
    for (String pair : others.split(" ")) {
      names.put(pair.substring(0, pair.length() - 1), (int) pair.charAt(pair.length() - 1));
    }
    return Map.copyOf(names);
  }
}
